use super::Process;
use crate::{
    labelled::{Bytes, Certainty, Form},
    shell::{Exit, escape, interpret::class},
};

/// `tr`
pub(super) fn run(process: &mut Process<'_>) -> Exit {
    let mut complement = false;
    let mut delete = false;
    let mut squeeze = false;
    let mut truncate = false;
    let mut sets = Vec::new();
    for argument in process.args() {
        match argument.data() {
            b"--delete" => delete = true,
            b"--squeeze-repeats" => squeeze = true,
            b"--complement" => complement = true,
            [b'-', letters @ ..]
                if sets.is_empty()
                    && !letters.is_empty()
                    && letters.iter().all(|letter| b"cCdst".contains(letter)) =>
            {
                complement |= letters.iter().any(|letter| b"cC".contains(letter));
                delete |= letters.contains(&b'd');
                squeeze |= letters.contains(&b's');
                truncate |= letters.contains(&b't');
            }
            b"--" if sets.is_empty() => {}
            _ => sets.push(argument),
        }
    }
    let Some(first) = sets.first() else {
        return process.missing_operand("missing operand", 1);
    };
    if sets.len() == 1 && !delete && !squeeze {
        return process.missing_operand(&format!("missing operand after '{}'", first.text()), 1);
    }
    let mut from = members(first.data());
    if complement {
        from = (0..=255).filter(|byte| !from.contains(byte)).collect();
    }
    let mut to = sets
        .get(1)
        .map(|set| members(set.data()))
        .unwrap_or_default();
    let squeezed = if delete {
        to.clone()
    } else if to.is_empty() {
        from.clone()
    } else {
        to.clone()
    };
    if truncate {
        from.truncate(to.len());
    }
    if let Some(last) = to.last().copied() {
        to.resize(from.len().max(to.len()), last);
    }
    let input = process.stdin();
    if delete && !squeeze {
        let is_gone = |at: usize| input.data().get(at).is_some_and(|byte| from.contains(byte));
        process.out(&input.without(is_gone));
        return Exit::SUCCESS;
    }
    let mut out = Bytes::new();
    let mut previous = None;
    let translates = !delete && sets.len() > 1;
    for (at, byte) in input.data().iter().copied().enumerate() {
        let index = from.iter().rposition(|member| *member == byte);
        if delete && index.is_some() {
            continue;
        }
        let new = match index {
            Some(index) if translates => to.get(index).copied().unwrap_or(byte),
            _ => byte,
        };
        if squeeze && previous == Some(new) && squeezed.contains(&new) {
            continue;
        }
        previous = Some(new);
        let piece = input.slice(at..at + 1);
        if new == byte {
            out.push(&piece);
        } else {
            // A byte that is replaced by another one stands for the secret's byte in another spelling.
            out.push(&piece.mapped(
                vec![new],
                |range| range,
                |taint| {
                    taint.form = Form::Encoded;
                    taint.certainty = Certainty::Possible;
                },
            ));
        }
    }
    process.out(&out);
    Exit::SUCCESS
}

/// The bytes of a set, in order.
fn members(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let rest = text.get(at..).unwrap_or_default();
        if let Some(inner) = rest.strip_prefix(b"[:")
            && let Some(length) = inner.windows(2).position(|pair| pair == b":]")
        {
            for (low, high) in class(inner.get(..length).unwrap_or_default()) {
                out.extend(*low..=*high);
            }
            if inner.get(..length) == Some(b"alpha") || inner.get(..length) == Some(b"alnum") {
                out.sort_unstable();
            }
            at += length + 4;
            continue;
        }
        let (byte, used) = character(rest);
        let next = rest.get(used..).unwrap_or_default();
        if next.first() == Some(&b'-') && next.len() > 1 {
            let (high, more) = character(next.get(1..).unwrap_or_default());
            if high >= byte {
                out.extend(byte..=high);
                at += used + 1 + more;
                continue;
            }
        }
        out.push(byte);
        at += used;
    }
    out
}

fn character(text: &[u8]) -> (u8, usize) {
    if text.first() == Some(&b'\\') && text.len() > 1 {
        let (bytes, used) = escape::printf(text, false);
        return match bytes.as_slice() {
            [only] => (*only, used),
            _ => (text.get(1).copied().unwrap_or(b'\\'), 2),
        };
    }
    (text.first().copied().unwrap_or(0), 1)
}
