//! What is made of the site's one secret: people's keys, and the marks that only we can make.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use hmac::{Hmac, Mac};
use sha2::Sha256;
use subtle::ConstantTimeEq;

use super::email::Email;
use super::person::PersonKey;

/// The secret. `Debug` hides it.
#[derive(Clone)]
pub struct Keys(Vec<u8>);

impl Keys {
    /// The fewest bytes that are taken for a secret.
    pub const MIN_BYTES: usize = 32;

    /// Takes a secret; `None` when it is too short to be one.
    pub fn parse(secret: &str) -> Option<Self> {
        (secret.len() >= Self::MIN_BYTES).then(|| Self(secret.as_bytes().to_vec()))
    }

    /// The key of the person who reads `email`.
    pub fn person(&self, email: &Email) -> PersonKey {
        PersonKey::new(hex(self.mac("person", email.canonical().as_bytes()).get(..16).unwrap_or_default()))
    }

    /// A mark of `text` for one `purpose`, in hexadecimal digits: nobody else can make it.
    pub fn mark(&self, purpose: &str, text: &str) -> String {
        hex(self.mac(purpose, text.as_bytes()).get(..16).unwrap_or_default())
    }

    /// The mark of the network of `ip`. It leads back to no address without the secret.
    pub fn network(&self, ip: IpAddr) -> String {
        self.mark("network", &network_of(ip).to_string())
    }

    /// Whether `mark` is that of `text`, in a time that does not tell how much of it is right.
    pub fn is_mark(&self, purpose: &str, text: &str, mark: &str) -> bool {
        self.mark(purpose, text).as_bytes().ct_eq(mark.as_bytes()).into()
    }

    fn mac(&self, purpose: &str, text: &[u8]) -> [u8; 32] {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("a key of any length will do");
        mac.update(purpose.as_bytes());
        // A purpose holds no zero byte, so that no two pairs make one text.
        mac.update(&[0]);
        mac.update(text);
        mac.finalize().into_bytes().into()
    }
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keys(…)")
    }
}

/// The first address of a network: of an IPv4 address its /24, of an IPv6 address its /64.
pub fn network_of(ip: IpAddr) -> IpAddr {
    match ip.to_canonical() {
        IpAddr::V4(ip) => IpAddr::V4(Ipv4Addr::from_bits(ip.to_bits() & !0xff)),
        IpAddr::V6(ip) => IpAddr::V6(Ipv6Addr::from_bits(ip.to_bits() & !u128::from(u64::MAX))),
    }
}

/// Bytes in lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
