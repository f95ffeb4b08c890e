/// The order in which a question's options are shown: indices into the author's order.
///
/// It depends on the question's id and the attempt alone, so a reload, a second tab and the
/// prerendered page (attempt 1) agree. `pinned[i]` keeps option `i` at its place.
pub fn option_order(question: &str, attempt: u32, pinned: &[bool]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..pinned.len()).collect();
    let free: Vec<usize> = pinned
        .iter()
        .enumerate()
        .filter(|(_, pinned)| !**pinned)
        .map(|(i, _)| i)
        .collect();
    let mut random = SplitMix64(fnv1a(question.as_bytes()) ^ u64::from(attempt));
    // Fisher-Yates over the places that are free.
    for last in (1..free.len()).rev() {
        let other = random.below(last + 1);
        if let (Some(&a), Some(&b)) = (free.get(last), free.get(other)) {
            order.swap(a, b);
        }
    }
    order
}

fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// Steele, Lea, Flood: “Fast splittable pseudorandom number generators” (2014).
struct SplitMix64(u64);

impl SplitMix64 {
    /// A number from 0 to `bound - 1`; 0 for a bound of 0. The bias of the remainder is below
    /// 2⁻⁵⁰ for the handful of options a question has.
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^= z >> 31;
        z.checked_rem(bound as u64).unwrap_or(0) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_is_a_permutation_that_a_reload_repeats() {
        for attempt in 1..50 {
            let order = option_order("q", attempt, &[false; 5]);
            assert_eq!(order, option_order("q", attempt, &[false; 5]));
            let mut sorted = order.clone();
            sorted.sort_unstable();
            assert_eq!(sorted, [0, 1, 2, 3, 4]);
        }
    }

    #[test]
    fn questions_and_attempts_differ_and_every_place_is_used() {
        let mut first_places = [0_u32; 4];
        for n in 0..4000 {
            let order = option_order(&format!("question-{n}"), 1, &[false; 4]);
            first_places[order[0]] += 1;
        }
        assert!(
            first_places.iter().all(|n| (850..1150).contains(n)),
            "{first_places:?}"
        );
        assert_ne!(
            (1..6)
                .map(|a| option_order("q", a, &[false; 6]))
                .collect::<Vec<_>>(),
            (1..6)
                .map(|_| option_order("q", 1, &[false; 6]))
                .collect::<Vec<_>>()
        );
    }

    #[test]
    fn pinned_options_stay() {
        for attempt in 1..30 {
            let order = option_order("q", attempt, &[false, true, false, true]);
            assert_eq!((order[1], order[3]), (1, 3));
        }
        assert_eq!(option_order("q", 1, &[]), Vec::<usize>::new());
    }
}
