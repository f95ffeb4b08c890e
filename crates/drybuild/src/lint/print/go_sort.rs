//! Go's `sort.Slice`, which is not stable: warnings of one line come out in an order of its own.
//!
//! Follows `pdqsort_func` of the Go standard library (`sort/zsortfunc.go`, Go 1.25), so that the
//! printed text is BuildKit's also where a file has more than twelve warnings.

/// The order in which Go would leave items with these keys: for each place the item's index.
pub(super) fn order<K: Ord>(keys: &[K]) -> Vec<usize> {
    let mut sorter = Sorter {
        keys,
        order: (0..keys.len()).collect(),
    };
    let limit = usize::BITS - keys.len().leading_zeros();
    sorter.sort(0, keys.len(), limit);
    sorter.order
}

struct Sorter<'a, K> {
    keys: &'a [K],
    order: Vec<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Hint {
    Unknown,
    Increasing,
    Decreasing,
}

impl<K: Ord> Sorter<'_, K> {
    fn key(&self, place: usize) -> Option<&K> {
        self.keys.get(*self.order.get(place)?)
    }

    fn less(&self, a: usize, b: usize) -> bool {
        self.key(a) < self.key(b)
    }

    fn sort(&mut self, mut a: usize, mut b: usize, mut limit: u32) {
        let (mut was_balanced, mut was_partitioned) = (true, true);
        loop {
            let length = b - a;
            if length <= 12 {
                return self.insertion_sort(a, b);
            }
            if limit == 0 {
                return self.heap_sort(a, b);
            }
            if !was_balanced {
                self.break_patterns(a, b);
                limit -= 1;
            }
            let (mut pivot, mut hint) = self.choose_pivot(a, b);
            if hint == Hint::Decreasing {
                self.order
                    .get_mut(a..b)
                    .into_iter()
                    .for_each(<[usize]>::reverse);
                pivot = (b - 1) - (pivot - a);
                hint = Hint::Increasing;
            }
            if was_balanced
                && was_partitioned
                && hint == Hint::Increasing
                && self.partial_insertion_sort(a, b)
            {
                return;
            }
            if a > 0 && !self.less(a - 1, pivot) {
                a = self.partition_equal(a, b, pivot);
                continue;
            }
            let (middle, was_sorted) = self.partition(a, b, pivot);
            was_partitioned = was_sorted;
            let (left, right) = (middle - a, b - middle);
            if left < right {
                was_balanced = left >= length / 8;
                self.sort(a, middle, limit);
                a = middle + 1;
            } else {
                was_balanced = right >= length / 8;
                self.sort(middle + 1, b, limit);
                b = middle;
            }
        }
    }

    fn insertion_sort(&mut self, a: usize, b: usize) {
        for i in a + 1..b {
            let mut j = i;
            while j > a && self.less(j, j - 1) {
                self.order.swap(j, j - 1);
                j -= 1;
            }
        }
    }

    fn sift_down(&mut self, low: usize, high: usize, first: usize) {
        let mut root = low;
        loop {
            let mut child = 2 * root + 1;
            if child >= high {
                return;
            }
            if child + 1 < high && self.less(first + child, first + child + 1) {
                child += 1;
            }
            if !self.less(first + root, first + child) {
                return;
            }
            self.order.swap(first + root, first + child);
            root = child;
        }
    }

    fn heap_sort(&mut self, a: usize, b: usize) {
        let high = b - a;
        for i in (0..=(high - 1) / 2).rev() {
            self.sift_down(i, high, a);
        }
        for i in (0..high).rev() {
            self.order.swap(a, a + i);
            self.sift_down(0, i, a);
        }
    }

    fn partition(&mut self, a: usize, b: usize, pivot: usize) -> (usize, bool) {
        self.order.swap(a, pivot);
        let (mut i, mut j) = (a + 1, b - 1);
        while i <= j && self.less(i, a) {
            i += 1;
        }
        while i <= j && !self.less(j, a) {
            j -= 1;
        }
        if i > j {
            self.order.swap(j, a);
            return (j, true);
        }
        self.order.swap(i, j);
        i += 1;
        j -= 1;
        loop {
            while i <= j && self.less(i, a) {
                i += 1;
            }
            while i <= j && !self.less(j, a) {
                j -= 1;
            }
            if i > j {
                break;
            }
            self.order.swap(i, j);
            i += 1;
            j -= 1;
        }
        self.order.swap(j, a);
        (j, false)
    }

    fn partition_equal(&mut self, a: usize, b: usize, pivot: usize) -> usize {
        self.order.swap(a, pivot);
        let (mut i, mut j) = (a + 1, b - 1);
        loop {
            while i <= j && !self.less(a, i) {
                i += 1;
            }
            while i <= j && self.less(a, j) {
                j -= 1;
            }
            if i > j {
                return i;
            }
            self.order.swap(i, j);
            i += 1;
            j -= 1;
        }
    }

    fn partial_insertion_sort(&mut self, a: usize, b: usize) -> bool {
        let mut i = a + 1;
        for _ in 0..5 {
            while i < b && !self.less(i, i - 1) {
                i += 1;
            }
            if i == b {
                return true;
            }
            if b - a < 50 {
                return false;
            }
            self.order.swap(i, i - 1);
            if i - a >= 2 {
                for j in (1..i).rev().take_while(|j| *j > a) {
                    if !self.less(j, j - 1) {
                        break;
                    }
                    self.order.swap(j, j - 1);
                }
            }
            if b - i >= 2 {
                for j in i + 1..b {
                    if !self.less(j, j - 1) {
                        break;
                    }
                    self.order.swap(j, j - 1);
                }
            }
        }
        false
    }

    fn break_patterns(&mut self, a: usize, b: usize) {
        let length = b - a;
        let mut random = length as u64;
        let modulus = length.next_power_of_two();
        // Go's `nextPowerOfTwo` is `1 << bits.Len(length)`: a power of two is doubled.
        let modulus = if modulus == length {
            modulus * 2
        } else {
            modulus
        };
        let index = a + (length / 4) * 2 - 1;
        for i in 0..3 {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            let mut other = usize::try_from(random & (modulus as u64 - 1)).unwrap_or_default();
            if other >= length {
                other -= length;
            }
            self.order.swap(index - 1 + i, a + other);
        }
    }

    fn choose_pivot(&self, a: usize, b: usize) -> (usize, Hint) {
        let length = b - a;
        let mut swaps = 0;
        let (mut i, mut j, mut k) = (a + length / 4, a + length / 4 * 2, a + length / 4 * 3);
        if length >= 8 {
            if length >= 50 {
                i = self.median(i - 1, i, i + 1, &mut swaps);
                j = self.median(j - 1, j, j + 1, &mut swaps);
                k = self.median(k - 1, k, k + 1, &mut swaps);
            }
            j = self.median(i, j, k, &mut swaps);
        }
        match swaps {
            0 => (j, Hint::Increasing),
            12 => (j, Hint::Decreasing),
            _ => (j, Hint::Unknown),
        }
    }

    fn median(&self, mut a: usize, mut b: usize, mut c: usize, swaps: &mut usize) -> usize {
        let mut order = |x: &mut usize, y: &mut usize| {
            if self.less(*y, *x) {
                *swaps += 1;
                std::mem::swap(x, y);
            }
        };
        order(&mut a, &mut b);
        order(&mut b, &mut c);
        order(&mut a, &mut b);
        b
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorts_whatever_the_length_and_pattern() {
        let patterns: [fn(usize) -> usize; 4] =
            [|i| i, |i| 1000 - i, |i| i * 7919 % 101, |i| i % 3];
        for length in [0, 1, 12, 13, 50, 200, 1000] {
            for pattern in patterns {
                let keys: Vec<usize> = (0..length).map(pattern).collect();
                let order = order(&keys);
                let sorted: Vec<usize> = order.iter().map(|&i| keys[i]).collect();
                assert!(sorted.is_sorted());
                let mut places = order;
                places.sort_unstable();
                assert!(places.into_iter().eq(0..length));
            }
        }
    }
}
