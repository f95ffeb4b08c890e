//! Ports of `EXPOSE`: `80`, `80/udp`, `8000-8010/tcp`, `[address:][host port:]port`.
//!
//! Follows `dockerfile2llb/convert_expose.go`.

use std::net::IpAddr;

use crate::quote::quote;

/// One word of `EXPOSE`, taken apart.
pub(super) struct Form<'a> {
    address: String,
    host_port: &'a str,
    port: &'a str,
    protocol: &'a str,
}

impl<'a> Form<'a> {
    /// Takes a word apart.
    ///
    /// # Errors
    /// BuildKit's message.
    pub(super) fn split(word: &'a str) -> Result<Self, String> {
        let (rest, last) = word.rsplit_once(':').unwrap_or(("", word));
        let (address, host_port) = rest.rsplit_once(':').unwrap_or(("", rest));
        let (port, protocol) = last.split_once('/').unwrap_or((last, ""));
        let invalid = |reason: String| format!("invalid port: {}: {reason}", quote(word));
        if port.is_empty() {
            return Err(invalid("no port specified".to_owned()));
        }
        let protocol = match protocol.to_lowercase().as_str() {
            "" => "tcp",
            "tcp" | "udp" | "sctp" => protocol,
            _ => return Err(invalid(format!("invalid proto: {protocol}"))),
        };
        Ok(Self {
            address: address.to_owned(),
            host_port,
            port,
            protocol,
        })
    }

    /// The protocol holds capitals.
    pub(super) fn has_capitals(&self) -> bool {
        self.protocol != self.protocol.to_lowercase()
    }

    /// It names an address or a port of the host.
    pub(super) fn has_host(&self) -> bool {
        !self.address.is_empty() || !self.host_port.is_empty()
    }

    /// `80/tcp`, one for each port of a range.
    ///
    /// # Errors
    /// BuildKit's message.
    pub(super) fn ports(&self) -> Result<Vec<String>, String> {
        check_address(&self.address)?;
        let (start, end) = parse_range(self.port)
            .ok_or_else(|| format!("invalid containerPort: {}", self.port))?;
        if !self.host_port.is_empty() {
            let (host_start, host_end) = parse_range(self.host_port)
                .ok_or_else(|| format!("invalid hostPort: {}", self.host_port))?;
            if end - start != host_end - host_start && end != start {
                return Err(format!(
                    "invalid ranges specified for container and host Ports: {} and {}",
                    self.port, self.host_port
                ));
            }
        }
        let protocol = self.protocol.to_lowercase();
        Ok((start..=end)
            .map(|port| format!("{port}/{protocol}"))
            .collect())
    }
}

fn check_address(address: &str) -> Result<(), String> {
    let bare = if address.starts_with('[') {
        let missing =
            || format!("invalid IP address {address}: address {address}:: missing ']' in address");
        let end = address.find(']').ok_or_else(missing)?;
        if end + 1 != address.len() {
            return Err(format!(
                "invalid IP address {address}: address {address}:: missing port in address"
            ));
        }
        address.trim_start_matches('[').trim_end_matches(']')
    } else {
        address
    };
    if bare.is_empty() || bare.parse::<IpAddr>().is_ok() {
        Ok(())
    } else {
        Err(format!("invalid IP address: {bare}"))
    }
}

fn parse_range(text: &str) -> Option<(u32, u32)> {
    let (start, end) = match text.split_once('-') {
        Some((start, end)) => (parse_port(start)?, parse_port(end)?),
        None => (parse_port(text)?, parse_port(text)?),
    };
    (start <= end).then_some((start, end))
}

/// Go's `ParseInt`, which takes a sign.
fn parse_port(text: &str) -> Option<u32> {
    let number = text.parse::<i64>().ok()?;
    u16::try_from(number).ok().map(u32::from)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    #[test]
    fn reads_ports_and_names_what_is_wrong() {
        let words = [
            "80",
            "53/UDP",
            "8000-8002",
            "127.0.0.1:80:8080",
            "[::1]:80:80",
            "80:",
            "80/foo",
            "9-8",
            "70000",
            "1-2:3-5",
            "x:1:2",
            "$P",
        ];
        let lines: Vec<String> = words
            .iter()
            .map(|word| {
                match Form::split(word)
                    .and_then(|f| f.ports().map(|p| (f.has_capitals(), f.has_host(), p)))
                {
                    Ok((capitals, host, ports)) => {
                        format!("{word} -> {} {capitals} {host}", ports.join(" "))
                    }
                    Err(e) => format!("{word} -> {e}"),
                }
            })
            .collect();
        expect![[r#"
            80 -> 80/tcp false false
            53/UDP -> 53/udp true false
            8000-8002 -> 8000/tcp 8001/tcp 8002/tcp false false
            127.0.0.1:80:8080 -> 8080/tcp false true
            [::1]:80:80 -> 80/tcp false true
            80: -> invalid port: "80:": no port specified
            80/foo -> invalid port: "80/foo": invalid proto: foo
            9-8 -> invalid containerPort: 9-8
            70000 -> invalid containerPort: 70000
            1-2:3-5 -> invalid ranges specified for container and host Ports: 3-5 and 1-2
            x:1:2 -> invalid IP address: x
            $P -> invalid containerPort: $P"#]]
        .assert_eq(&lines.join("\n"));
    }
}
