"""A second DynamoDB server, for the contract suite of the functions: moto's.

It does one thing at a time: with threads of its own it loses updates.
"""

import sys

from moto.server import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import run_simple

run_simple("127.0.0.1", int(sys.argv[1]), DomainDispatcherApplication(create_backend_app), threaded=False)
