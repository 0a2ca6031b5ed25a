"""Each function does all that it does with the rights that `functions/template.yaml` gives it, and needs each of them.

    rights.py PROGRAMS FORMS

The programs run against a runtime of this script's own, a table that is made as the template says on the server that
HANDBILL_TEST_DYNAMODB names, and a mail server and a payment provider of a few lines. What a function asks of the table
is judged as the platform judges it, request by request. That is what we know of the platform, not the platform itself.
"""

import fnmatch
import hashlib
import hmac
import json
import os
import queue
import re
import socketserver
import subprocess
import sys
import threading
import time
import urllib.parse
import urllib.request
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import yaml

HOUSE = Path(__file__).resolve().parent.parent
DATABASE = os.environ["HANDBILL_TEST_DYNAMODB"]
SECRET, WEBHOOK = "a fixed secret of the tests, long enough", "whsec_test_0"
SIGNUP, PLEDGE, DONATE = "pages/volunteer:signup", "campaigns/rent-controls:pledge", "pages/donate:donate"
LAMBDAS = ["signup", "pledge", "donate", "stripe", "confirm", "unsubscribe", "count", "sweep"]
# Given for what does not happen yet: the one mail that is written to a person asks them to confirm. On the day that
# there is another, the sweep asks whether they have left.
AHEAD = {("sweep", "GetItem", "X#*")}


# The rights, as the template gives them.


class Template(yaml.SafeLoader):
    """Reads `!Ref X` and its like as what stands behind them."""


def behind(loader, _tag, node):
    read = {yaml.ScalarNode: loader.construct_scalar, yaml.SequenceNode: loader.construct_sequence}
    return read.get(type(node), loader.construct_mapping)(node)


Template.add_multi_constructor("!", behind)
TEMPLATE = yaml.load((HOUSE / "functions/template.yaml").read_text(), Template)
RESOURCES = TEMPLATE["Resources"]
TABLE = RESOURCES["Table"]["Properties"]


def rights(name):
    found = []
    for policy in RESOURCES[name.capitalize()]["Properties"]["Policies"]:
        if isinstance(policy, str):
            policy = RESOURCES[policy]["Properties"]["PolicyDocument"]
        for statement in policy["Statement"]:
            actions = statement["Action"]
            conditions = statement["Condition"]
            patterns = conditions.get("ForAllValues:StringLike", {}).get("dynamodb:LeadingKeys")
            attributes = conditions.get("ForAllValues:StringEquals", {}).get("dynamodb:Attributes")
            for action in [actions] if isinstance(actions, str) else actions:
                of_index = "/index/" in statement["Resource"]
                found.append((action.removeprefix("dynamodb:"), of_index, patterns, attributes))
    return found


# What is asked of the table.

PARTS = {"Put": "PutItem", "Update": "UpdateItem", "Delete": "DeleteItem", "ConditionCheck": "ConditionCheckItem"}


def asked(target, body):
    """(action, whether of the index, partition keys, attributes) of each part of a request."""
    action = target.split(".")[1]
    if action == "TransactWriteItems":
        for item in body["TransactItems"]:
            [(kind, part)] = item.items()
            yield PARTS[kind], False, [(part.get("Item") or part.get("Key"))["pk"]["S"]], None
    elif action == "BatchGetItem":
        yield action, False, [key["pk"]["S"] for one in body["RequestItems"].values() for key in one["Keys"]], None
    elif action == "Query":
        [value] = re.findall(r"\b(?:g1)?pk = (:\w+)", body["KeyConditionExpression"])
        yield action, "IndexName" in body, [body["ExpressionAttributeValues"][value]["S"]], None
    elif action == "Scan":
        text = f"{body['ProjectionExpression']} {body.get('FilterExpression', '')}"
        names = {*re.findall(r"(?<![:#\w])[a-z]\w*(?!\w*\()", text), *body.get("ExpressionAttributeNames", {}).values()}
        yield action, False, [], names - {"begins_with"}
    else:
        yield action, "IndexName" in body, [(body.get("Item") or body.get("Key"))["pk"]["S"]], None


used, denied = set(), []


def judge(name, target, body):
    """Whether `name` may ask for this; what it uses of its rights is remembered."""
    for action, of_index, keys, attributes in asked(target, body):
        for right, of_its_index, patterns, its_attributes in GIVEN[name]:
            if (right, of_its_index) != (action, of_index):
                continue
            matched = [[p for p in patterns or [] if fnmatch.fnmatchcase(key, p)] for key in keys]
            if all(matched) if patterns else attributes <= set(its_attributes):
                used.update((name, action, pattern) for one in matched for pattern in one)
                used.update((name, action, attribute) for attribute in attributes or [])
                break
        else:
            denied.append(f"`{name}` may not {action}{' on the index' if of_index else ''}: {keys or attributes}")
            return False
    return True


GIVEN = {name: rights(name) for name in LAMBDAS}

# The world around the functions.

events = {name: queue.Queue() for name in LAMBDAS}
said = {name: queue.Queue() for name in LAMBDAS}
letters, gifts = [], []


class World(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # An answer leaves in one piece.
    wbufsize = -1

    def log_message(self, *_):
        pass

    def answer(self, body, status=200, headers=()):
        self.send_response(status)
        for name, value in [("Content-Length", str(len(body))), *headers]:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        if self.path == "/forms.json":
            return self.answer(FORMS)
        event = events[self.path.split("/")[1]].get()
        head = {"Lambda-Runtime-Aws-Request-Id": "1", "Lambda-Runtime-Deadline-Ms": "4102444800000",
                "Lambda-Runtime-Invoked-Function-Arn": "arn:aws:lambda:eu-west-2:123456789012:function:test"}
        self.answer(json.dumps(event).encode(), headers=head.items())

    def do_POST(self):
        size = self.headers.get("Content-Length")
        body = self.chunks() if size is None else self.rfile.read(int(size))
        where = self.path.split("/")[1]
        if where == "provider":
            gifts.append(dict(urllib.parse.parse_qsl(body.decode()))["client_reference_id"])
            self.answer(b'{"id":"cs_1","url":"https://checkout.example.org/1"}')
        elif where == "db":
            name, target = self.path.split("/")[2], self.headers["X-Amz-Target"]
            if judge(name, target, json.loads(body)):
                self.answer(*forward(target, body))
            else:
                self.answer(b'{"__type":"com.amazon.coral.service#AccessDeniedException"}', 400)
        else:
            said[where].put(json.loads(body))
            self.answer(b"", 202)

    def chunks(self):
        body = b""
        while size := int(self.rfile.readline(), 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return body


def forward(target, body):
    head = {"X-Amz-Target": target, "Content-Type": "application/x-amz-json-1.0",
            "Authorization": "AWS4-HMAC-SHA256 Credential=test/20261010/eu-west-2/dynamodb/aws4_request"}
    try:
        answer = urllib.request.urlopen(urllib.request.Request(DATABASE, body, head))
    except urllib.error.HTTPError as error:
        answer = error
    with answer:
        return answer.read(), answer.status


def database(action, **asked):
    body, status = forward(f"DynamoDB_20120810.{action}", json.dumps(asked).encode())
    assert status == 200, body
    return json.loads(body)


class Post(socketserver.StreamRequestHandler):
    """A mail server that takes everything."""

    def handle(self):
        self.wfile.write(b"220 here\r\n")
        while line := self.rfile.readline():
            if line.upper().startswith(b"DATA"):
                self.wfile.write(b"354 go on\r\n")
                letter = b"".join(iter(self.rfile.readline, b".\r\n"))
                letters.append(letter.replace(b"=\r\n", b"").replace(b"=3D", b"=").decode())
            self.wfile.write(b"221 bye\r\n" if line.upper().startswith(b"QUIT") else b"250 well\r\n")


def serving(server):
    server.daemon_threads = True
    # A program that is ended leaves its connections as they are.
    server.handle_error = lambda *_: None
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_address[1]


def begin(name, more):
    here = f"127.0.0.1:{PORT}"
    values = {
        "HANDBILL_SECRET": SECRET, "HANDBILL_TABLE": TABLE["TableName"], "HANDBILL_ORIGINS": "",
        "HANDBILL_PROXY_SECRET": "", "HANDBILL_MAILS_PER_MINUTE": "800",
        "HANDBILL_SMTP_URL": f"smtp://127.0.0.1:{MAIL}",
        "HANDBILL_MAIL_FROM": "The Campaign <campaign@example.org>", "HANDBILL_MAIL_REPLY_TO": "",
        "HANDBILL_TREASURER": "treasurer@example.org", "HANDBILL_STRIPE_SECRET_KEY": "sk_test_0",
        "HANDBILL_STRIPE_WEBHOOK_SECRET": WEBHOOK, **more,
    }
    # Those that the template names, and no others: what a function needs must be among them.
    parts = [TEMPLATE["Globals"]["Function"], RESOURCES[name.capitalize()]["Properties"]]
    named = [variable for part in parts for variable in part.get("Environment", {"Variables": {}})["Variables"]]
    env = {variable: values[variable] for variable in named} | {
        "AWS_LAMBDA_RUNTIME_API": f"http://{here}/{name}", "AWS_LAMBDA_FUNCTION_NAME": "test",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "128", "AWS_LAMBDA_FUNCTION_VERSION": "1",
        "AWS_REGION": "eu-west-2", "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_SESSION_TOKEN": "test", "FORMS_URL": f"http://{here}/forms.json",
        "HANDBILL_DYNAMODB_ENDPOINT": f"http://{here}/db/{name}", "HANDBILL_STRIPE_ENDPOINT": f"http://{here}/provider",
    }
    return subprocess.Popen([Path(sys.argv[1]) / name], env=env, stdout=LOG, stderr=LOG)


def leads(name, method, path):
    """Whether the template has a route of this method and path to the function."""
    for event in RESOURCES[name.capitalize()]["Properties"]["Events"].values():
        route = event["Properties"]
        pattern = re.sub(r"\\{\w+\\\+\\}", ".+", re.escape(route.get("Path", "")))
        pattern = re.sub(r"\\{\w+\\}", "[^/]+", pattern)
        if route.get("Method") == method and re.fullmatch(pattern, path):
            return True
    return False


def call(name, method, path, pairs=(), body=None, headers=None):
    assert leads(name, method, path), f"no route leads from {method} {path} to `{name}`"
    body = urllib.parse.urlencode(pairs) if body is None else body
    events[name].put({
        "version": "2.0", "routeKey": "$default", "rawPath": path, "rawQueryString": "",
        "headers": {"content-type": "application/x-www-form-urlencoded", **(headers or {})},
        "requestContext": {"http": {"method": method, "path": path, "protocol": "HTTP/1.1", "sourceIp": "203.0.113.7"},
                           "stage": "$default", "time": "10/Oct/2026:10:00:00 +0000", "timeEpoch": 1},
        "body": body, "isBase64Encoded": False,
    })
    return said[name].get(timeout=30)


def expect(status, answer):
    assert answer.get("statusCode") == status, f"{status} was expected: {answer}"
    return answer


def ticket(kind, name):
    statement = next(one for one in MANIFEST[kind] if one["id"] == name)
    return f"{name}@{statement['sha256']['en'][:16]}"


def person(form, address, **more):
    pairs = {"form": form, "language": "en", "given_name": "Ann", "family_name": "Lee", "email_address": address,
             "postal_code": "LS1 1BA", "old_enough": "yes", "consent": ticket("consents", "email"), **more}
    return list(pairs.items())


def give(pounds, **more):
    declared = [("declaration", ticket("declarations", name)) for name in (["d0", "d1"] if pounds > 500 else ["d0"])]
    donor = {"donor_kind": "individual", "donor_legal_name": "Ann Lee", "donor_address_line_1": "1 Albion Street",
             "donor_locality": "Leeds", "donor_postal_code": "LS1 1BA", "donor_country": "GB", "donor_money": "own"}
    more |= donor if pounds > 500 else {}
    return person(DONATE, "ann@example.org", amount="other", amount_other=str(pounds), **more) + declared


def hear(kind, **about):
    number = next(NUMBERS)
    now = int(time.time())
    body = json.dumps({"id": f"evt_{number}", "type": kind, "created": now, "data": {"object": about}})
    mark = hmac.new(WEBHOOK.encode(), f"{now}.{body}".encode(), hashlib.sha256).hexdigest()
    head = {"stripe-signature": f"t={now},v1={mark}", "content-type": "application/json"}
    expect(200, call("stripe", "POST", "/api/stripe", body=body, headers=head))


def put(pk, sk, **more):
    said = {"pk": pk, "sk": sk, **more}
    item = {name: {"N" if isinstance(value, int) else "S": str(value)} for name, value in said.items()}
    database("PutItem", TableName=TABLE["TableName"], Item=item)


def mark(purpose, text):
    return hmac.new(SECRET.encode(), f"{purpose}\0{text}".encode(), hashlib.sha256).hexdigest()[:32]


def forget(prefix):
    for item in database("Scan", TableName=TABLE["TableName"])["Items"]:
        if item["pk"]["S"].startswith(prefix):
            database("DeleteItem", TableName=TABLE["TableName"], Key={"pk": item["pk"], "sk": item["sk"]})


def walk():
    """All that visitors, the provider and the timer can bring about."""
    for name, form in [("signup", SIGNUP), ("pledge", PLEDGE)]:
        # One mail may leave in a minute. Of three, one is held back, though a minute should end between them.
        forget("L#")
        for reader in ["one", "one", "two", "three"]:
            expect(303, call(name, "POST", f"/api/{name}", person(form, f"{name}-{reader}@example.org")))
    text = next(letter for letter in letters if "To: pledge-one@example.org" in letter)
    link = re.search(r"/api/confirm/[0-9a-f]+", text)[0]
    expect(200, call("confirm", "GET", link))
    for _ in range(2):
        expect(303, call("confirm", "POST", link))
    for method in ("GET", "HEAD"):
        expect(200, call("count", method, f"/api/count/{PLEDGE}.json"))

    reader = mark("person", "pledge-one@example.org")
    leave = f"/api/unsubscribe/{reader}{mark('unsubscribe', reader)}.en"
    expect(200, call("unsubscribe", "GET", leave))
    expect(200, call("unsubscribe", "POST", leave, [("List-Unsubscribe", "One-Click")]))

    expect(303, call("donate", "POST", "/api/donate", give(11_000)))
    paid = {"mode": "payment", "payment_status": "paid", "amount_total": 1_100_000, "payment_intent": "pi_1"}
    hear("checkout.session.completed", metadata={"handbill_gift": gifts[-1]}, **paid)
    # The year becomes reportable by the gift that came before: its postcode is looked for.
    expect(422, call("donate", "POST", "/api/donate", give(600)))
    expect(303, call("donate", "POST", "/api/donate", give(5, recurrence="monthly")))
    monthly = {"metadata": {"handbill_gift": gifts[-1]}}
    hear("checkout.session.completed", mode="subscription", subscription="sub_1", **monthly)
    # A refund comes before the payment that it is of.
    hear("refund.created", id="re_1", amount=500, status="succeeded", payment_intent="pi_2")
    details = {"subscription_details": {"subscription": "sub_1", **monthly}}
    for invoice, intent in [("in_1", "pi_2"), ("in_2", "pi_3")]:
        payments = {"data": [{"payment": {"payment_intent": intent}}]}
        hear("invoice.paid", id=invoice, amount_paid=500, parent=details, payments=payments)

    for name in ["P", "T", "L", "M", "G", "Y", "U", "V"]:
        put(f"{name}#old", "OLD", expires=1)
    put(f"N#{PLEDGE}#00", "COUNT", confirmed=7, updated="2026-10-10T10:00:00.000Z")
    soon = (date.today() + timedelta(days=1)).isoformat()
    due = {"payment": "pi_9", "gift": "0" * 26, "deadline": soon}
    put("Y#pi_9", "DUE", g1pk="DUE", g1sk=f"{soon}#pi_9", **due)
    events["sweep"].put(json.loads((HOUSE / "functions/tests/events/timer-aws.json").read_text()))
    swept = said["sweep"].get(timeout=60)
    assert swept["sent"] and swept["purged"], swept


NUMBERS = iter(range(1, 1000))
MANIFEST = json.loads(Path(sys.argv[2]).read_text())
# Each form is counted again by the sweep: three are enough.
MANIFEST["forms"] = {name: MANIFEST["forms"][name] for name in (SIGNUP, PLEDGE, DONATE)}
for form in MANIFEST["forms"].values():
    form.pop("closes_at_s", None)
for shape in MANIFEST["shapes"]:
    if "amounts" in shape:
        shape["amounts"]["max_pence"] = 2_000_000
FORMS = json.dumps(MANIFEST).encode()
PORT = serving(ThreadingHTTPServer(("127.0.0.1", 0), World))
MAIL = serving(socketserver.ThreadingTCPServer(("127.0.0.1", 0), Post))
TABLE["TableName"] = "rights"
expiry = re.search(r'EXPIRES: &str = "(\w+)"', (HOUSE / "functions/src/store/table.rs").read_text())[1]
assert TABLE["TimeToLiveSpecification"] == {"AttributeName": expiry, "Enabled": True}
LOG = open(Path(sys.argv[1]) / "rights.log", "wb")

made = ["TableName", "BillingMode", "AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes"]
database("CreateTable", **{name: TABLE[name] for name in made})
held = {"HANDBILL_MAILS_PER_MINUTE": "1"}
programs = [begin(name, held if name in ("signup", "pledge") else {}) for name in LAMBDAS]
try:
    walk()
finally:
    for program in programs:
        program.kill()
    for line in denied:
        print(f"error: {line}", file=sys.stderr)
    database("DeleteTable", TableName=TABLE["TableName"])

for secret, owner in [("HANDBILL_STRIPE_SECRET_KEY", "Donate"), ("HANDBILL_STRIPE_WEBHOOK_SECRET", "Stripe")]:
    told = [name for name, one in RESOURCES.items() if secret in json.dumps(one)]
    assert told == [owner], f"{secret} is told to {told}"

every = {
    (name, action, one)
    for name in LAMBDAS
    for action, _, keys, attributes in GIVEN[name]
    for one in keys or attributes
}
# The keys of the index must be named beside those of the table, though nobody asks for them.
idle = sorted(every - used - AHEAD - {("sweep", "Scan", "g1pk"), ("sweep", "Scan", "g1sk")})
for name, action, one in idle:
    print(f"error: `{name}` has a right that it does not use: {action} on {one}", file=sys.stderr)
if denied or idle:
    sys.exit(1)
print(f"{len(used)} rights of eight functions, each of them used, and none is missing")
