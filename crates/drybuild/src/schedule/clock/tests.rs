use super::*;

const LIMITS: Limits = Limits {
    slots: Vec::new(),
    download_bytes_per_s: 1_000_000,
    upload_bytes_per_s: 500_000,
};

fn job(after: &[usize], phases: &[Phase]) -> Job {
    Job {
        after: after.to_vec(),
        phases: phases.to_vec(),
        ..Job::default()
    }
}

fn times(jobs: &[Job], limits: &Limits) -> Vec<(u64, u64)> {
    let runs = run(jobs, limits);
    runs.into_iter()
        .flatten()
        .map(|run| (run.start_us, run.end_us))
        .collect()
}

#[test]
fn what_does_not_hang_together_runs_at_once() {
    let jobs = [
        job(&[], &[Phase::Time(5)]),
        job(&[], &[Phase::Time(3)]),
        job(&[0, 1], &[Phase::Time(1)]),
    ];
    assert_eq!(times(&jobs, &LIMITS), [(0, 5), (0, 3), (5, 6)]);
}

#[test]
fn one_slot_makes_them_wait_in_the_order_in_which_they_were_ready() {
    let limits = Limits {
        slots: vec![Some(1)],
        ..LIMITS
    };
    let with_slot = |time| Job {
        slot: Some(0),
        ..job(&[], &[Phase::Time(time)])
    };
    let jobs = [with_slot(5), with_slot(3)];
    assert_eq!(times(&jobs, &limits), [(0, 5), (5, 8)]);
    let runs = run(&jobs, &limits);
    assert_eq!(runs[1].as_ref().unwrap().cause, Cause::Slot(0));
}

#[test]
fn a_locked_cache_mount_is_used_by_one_at_a_time() {
    let locked = |time| Job {
        locks: vec!["apt".to_owned()],
        ..job(&[], &[Phase::Time(time)])
    };
    let runs = run(&[locked(5), locked(3)], &LIMITS);
    let second = runs[1].as_ref().unwrap();
    assert_eq!(
        (second.start_us, second.held_us, second.end_us),
        (0, 5, 8),
        "it has begun, and waits"
    );
    assert_eq!(second.cause, Cause::Lock(0, "apt".to_owned()));
}

#[test]
fn downloads_share_the_network() {
    let jobs = [
        job(&[], &[Phase::Download(1_000)]),
        job(&[], &[Phase::Download(2_000), Phase::Time(10)]),
    ];
    // Half the speed until the first has its 1000 bytes, then all of it.
    assert_eq!(times(&jobs, &LIMITS), [(0, 2_000), (0, 3_010)]);
}

#[test]
fn a_failure_cancels_what_runs_and_what_waits() {
    let jobs = [
        Job {
            fails: true,
            ..job(&[], &[Phase::Time(5)])
        },
        job(&[], &[Phase::Time(9)]),
        job(&[1], &[Phase::Time(1)]),
    ];
    let runs = run(&jobs, &LIMITS);
    let canceled = runs[1].as_ref().unwrap();
    assert!(canceled.is_canceled);
    assert_eq!(canceled.end_us, 5);
    assert_eq!(runs[2], None);
}

/// Numbers that look random and are the same everywhere (xorshift).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % bound
    }
}

fn random(numbers: &mut Numbers) -> (Vec<Job>, Limits) {
    let count = usize::try_from(numbers.below(40) + 1).unwrap();
    let mut jobs = Vec::new();
    for index in 0..count {
        let mut after = Vec::new();
        for before in 0..index {
            if numbers.below(8) == 0 {
                after.push(before);
            }
        }
        let mut phases = Vec::new();
        for _ in 0..numbers.below(4) {
            let size = numbers.below(5_000);
            phases.push(match numbers.below(3) {
                0 => Phase::Download(size),
                1 => Phase::Upload(size),
                _ => Phase::Time(size),
            });
        }
        let locks = match numbers.below(4) {
            0 => vec![format!("cache{}", numbers.below(2))],
            _ => Vec::new(),
        };
        jobs.push(Job {
            after,
            phases,
            slot: (numbers.below(3) > 0).then_some(0),
            locks,
            fails: false,
        });
    }
    let slots = match numbers.below(3) {
        0 => None,
        bound => usize::try_from(bound).ok(),
    };
    let limits = Limits {
        slots: vec![slots],
        ..LIMITS
    };
    (jobs, limits)
}

#[test]
fn every_schedule_is_an_order_that_the_inputs_allow_between_critical_path_and_serial() {
    let mut numbers = Numbers(0x2545_f491_4f6c_dd1d);
    for round in 0..500 {
        let (jobs, limits) = random(&mut numbers);
        let runs: Vec<Run> = run(&jobs, &limits)
            .into_iter()
            .map(Option::unwrap)
            .collect();
        assert_eq!(
            run(&jobs, &limits),
            runs.iter().cloned().map(Some).collect::<Vec<_>>()
        );
        let mut longest = vec![0; jobs.len()];
        for (index, job) in jobs.iter().enumerate() {
            for before in &job.after {
                assert!(
                    runs[*before].end_us <= runs[index].start_us,
                    "round {round}"
                );
                longest[index] = longest[*before].max(longest[index]);
            }
            longest[index] += alone_us(job, &limits);
            assert!(runs[index].end_us >= longest[index], "round {round}");
        }
        let serial: u64 = jobs.iter().map(|job| alone_us(job, &limits)).sum();
        let end = runs.iter().map(|run| run.end_us).max().unwrap();
        // A microsecond is lost where one begins that is shared unevenly.
        let rounding = 2 * u64::try_from(jobs.len()).unwrap() * 4;
        assert!(end <= serial + rounding, "round {round}: {end} > {serial}");
        bounds_hold(&jobs, &runs, &limits);
    }
}

/// At no moment do more jobs run than there are slots, and nobody shares a locked mount.
fn bounds_hold(jobs: &[Job], runs: &[Run], limits: &Limits) {
    for at in runs.iter().map(|run| run.start_us) {
        let running = |run: &Run| run.start_us <= at && at < run.end_us;
        let with_slot = jobs
            .iter()
            .zip(runs)
            .filter(|(job, run)| job.slot.is_some() && running(run));
        if let Some(Some(slots)) = limits.slots.first() {
            assert!(with_slot.count() <= *slots);
        }
    }
    for lock in ["cache0", "cache1"] {
        let mut held: Vec<(u64, u64)> = jobs
            .iter()
            .zip(runs)
            .filter(|(job, _)| job.locks.iter().any(|one| one == lock))
            .map(|(_, run)| (run.held_us, run.end_us))
            .collect();
        held.sort_unstable();
        assert!(held.windows(2).all(|pair| pair[0].1 <= pair[1].0));
    }
}
