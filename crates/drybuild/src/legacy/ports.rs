//! `EXPOSE` as `nat.ParsePortSpecs` of that time reads it, with its error texts.

/// `80/tcp` for each port of a word.
pub(crate) fn parse(word: &str) -> Result<Vec<String>, String> {
    let (rest, container) = word.rsplit_once(':').unwrap_or(("", word));
    let (address, host) = rest.rsplit_once(':').unwrap_or(("", rest));
    let mut parts = container.split('/');
    let port = parts.next().unwrap_or_default();
    let protocol = parts
        .next()
        .filter(|text| !text.is_empty())
        .unwrap_or("tcp");
    check_address(address)?;
    if port.is_empty() {
        return Err(format!("No port specified: {word}<empty>"));
    }
    let (start, end) = range(port).ok_or_else(|| format!("Invalid containerPort: {port}"))?;
    if !host.is_empty() {
        let (first, last) = range(host).ok_or_else(|| format!("Invalid hostPort: {host}"))?;
        if end - start != last - first && end != start {
            return Err(format!(
                "Invalid ranges specified for container and host Ports: {port} and {host}"
            ));
        }
    }
    let lower = protocol.to_lowercase();
    if !matches!(lower.as_str(), "tcp" | "udp" | "sctp") {
        return Err(format!("Invalid proto: {protocol}"));
    }
    Ok((start..=end)
        .map(|port| format!("{port}/{lower}"))
        .collect())
}

fn check_address(address: &str) -> Result<(), String> {
    let bare = address.trim_start_matches('[').trim_end_matches(']');
    if bare.is_empty() || bare.parse::<std::net::IpAddr>().is_ok() {
        return Ok(());
    }
    Err(format!("Invalid ip address: {bare}"))
}

fn range(text: &str) -> Option<(u16, u16)> {
    let number = |text: &str| text.parse::<u16>().ok().filter(|_| !text.starts_with('+'));
    match text.split_once('-') {
        Some((start, end)) => {
            let end = end.split('-').next().unwrap_or_default();
            Some((number(start)?, number(end)?)).filter(|(start, end)| start <= end)
        }
        None => Some((number(text)?, number(text)?)),
    }
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn words_and_what_is_wrong_with_them() {
        let show = |word| match parse(word) {
            Ok(ports) => ports.join(" "),
            Err(message) => message,
        };
        assert_eq!(show("80"), "80/tcp");
        assert_eq!(show("8000-8001/UDP"), "8000/udp 8001/udp");
        assert_eq!(show("127.0.0.1:80:8080"), "8080/tcp");
        assert_eq!(show("eighty"), "Invalid containerPort: eighty");
        assert_eq!(show("80/foo"), "Invalid proto: foo");
        assert_eq!(show("80:"), "No port specified: 80:<empty>");
    }
}
