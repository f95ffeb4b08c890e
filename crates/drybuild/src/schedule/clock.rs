//! Runs jobs on a virtual clock of microseconds: inputs, slots, locks and a shared network.

use std::collections::BTreeSet;

/// What a job takes, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Phase {
    /// Time, whatever else runs.
    Time(u64),
    /// Bytes over the network, which the downloads of a node share.
    Download(u64),
    /// Bytes to a registry, which uploads share.
    Upload(u64),
}

/// One thing to do.
#[derive(Debug, Clone, Default)]
pub(super) struct Job {
    /// Jobs that end before it starts; all stand before it.
    pub(super) after: Vec<usize>,
    pub(super) phases: Vec<Phase>,
    /// The node of which it takes a slot.
    pub(super) slot: Option<usize>,
    /// Cache mounts that it holds alone, from its start to its end.
    pub(super) locks: Vec<String>,
    /// It fails when it ends, and the build with it.
    pub(super) fails: bool,
}

/// What is shared.
#[derive(Debug, Clone, Default)]
pub(super) struct Limits {
    /// Slots of each node; `None` is no bound.
    pub(super) slots: Vec<Option<usize>>,
    pub(super) download_bytes_per_s: u64,
    pub(super) upload_bytes_per_s: u64,
}

/// Why a job started no earlier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Cause {
    /// Nothing kept it.
    Start,
    /// This job, whose result it needs.
    Input(usize),
    /// This job, which had the slot.
    Slot(usize),
    /// This job, which held the cache mount.
    Lock(usize, String),
}

/// When a job ran.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) start_us: u64,
    /// When it had its locks; the start where it needs none.
    pub(super) held_us: u64,
    /// Ends of the phases that ended.
    pub(super) phase_ends_us: Vec<u64>,
    pub(super) end_us: u64,
    /// The build failed before it ended.
    pub(super) is_canceled: bool,
    /// What held it up last.
    pub(super) cause: Cause,
}

/// The time of a job that has everything for itself.
pub(super) fn alone_us(job: &Job, limits: &Limits) -> u64 {
    let mut us = 0_u64;
    for phase in &job.phases {
        us = us.saturating_add(match phase {
            Phase::Time(time) => *time,
            Phase::Download(bytes) => transfer_us(*bytes, limits.download_bytes_per_s),
            Phase::Upload(bytes) => transfer_us(*bytes, limits.upload_bytes_per_s),
        });
    }
    us
}

fn transfer_us(bytes: u64, bytes_per_s: u64) -> u64 {
    let us = (u128::from(bytes) * 1_000_000).div_ceil(u128::from(bytes_per_s.max(1)));
    u64::try_from(us).unwrap_or(u64::MAX)
}

struct Active {
    job: usize,
    /// The phase that runs; `None` while it waits for its locks.
    phase: Option<usize>,
    /// Microseconds, or bytes times a million.
    left: u128,
}

struct Clock<'a> {
    jobs: &'a [Job],
    limits: &'a Limits,
    now: u64,
    waits: Vec<usize>,
    users: Vec<Vec<usize>>,
    ready: BTreeSet<(u64, usize)>,
    active: Vec<Active>,
    free: Vec<Option<usize>>,
    /// The last job that gave a slot of the node back.
    gave_slot: Vec<Option<usize>>,
    held: BTreeSet<String>,
    gave_lock: Vec<(String, usize)>,
    runs: Vec<Option<Run>>,
    has_failed: bool,
}

/// Runs the jobs; `None` for those that a failure kept from starting.
pub(super) fn run(jobs: &[Job], limits: &Limits) -> Vec<Option<Run>> {
    let mut users: Vec<Vec<usize>> = vec![Vec::new(); jobs.len()];
    for (index, job) in jobs.iter().enumerate() {
        for before in &job.after {
            if let Some(list) = users.get_mut(*before) {
                list.push(index);
            }
        }
    }
    let waits: Vec<usize> = jobs.iter().map(|job| job.after.len()).collect();
    let free = waits.iter().enumerate().filter(|(_, count)| **count == 0);
    let mut clock = Clock {
        jobs,
        limits,
        now: 0,
        ready: free.map(|(index, _)| (0, index)).collect(),
        waits,
        users,
        active: Vec::new(),
        free: limits.slots.clone(),
        gave_slot: vec![None; limits.slots.len()],
        held: BTreeSet::new(),
        gave_lock: Vec::new(),
        runs: vec![None; jobs.len()],
        has_failed: false,
    };
    loop {
        clock.start_ready();
        clock.grant_locks();
        if clock.finish_phases() {
            if clock.has_failed {
                break;
            }
            continue;
        }
        if clock.active.is_empty() {
            break;
        }
        clock.advance();
    }
    clock.cancel();
    clock.runs
}

impl Clock<'_> {
    fn start_ready(&mut self) {
        let ready: Vec<(u64, usize)> = self.ready.iter().copied().collect();
        for (since, index) in ready {
            let Some(job) = self.jobs.get(index) else {
                continue;
            };
            if let Some(slots) = job.slot.and_then(|node| self.free.get_mut(node))
                && let Some(left) = slots
            {
                if *left == 0 {
                    continue;
                }
                *left -= 1;
            }
            self.ready.remove(&(since, index));
            let cause = self.cause(job, since);
            if let Some(run) = self.runs.get_mut(index) {
                *run = Some(Run {
                    start_us: self.now,
                    held_us: self.now,
                    phase_ends_us: Vec::with_capacity(job.phases.len()),
                    end_us: self.now,
                    is_canceled: false,
                    cause,
                });
            }
            self.active.push(Active {
                job: index,
                phase: None,
                left: 0,
            });
        }
    }

    fn cause(&self, job: &Job, since: u64) -> Cause {
        if since < self.now {
            let gave = job.slot.and_then(|node| self.gave_slot.get(node).copied());
            return gave.flatten().map_or(Cause::Start, Cause::Slot);
        }
        let ends = job.after.iter().filter_map(|before| {
            let run = self.runs.get(*before)?.as_ref()?;
            Some((run.end_us, *before))
        });
        ends.max()
            .map_or(Cause::Start, |(_, last)| Cause::Input(last))
    }

    fn grant_locks(&mut self) {
        for active in &mut self.active {
            let Some(job) = self.jobs.get(active.job).filter(|_| active.phase.is_none()) else {
                continue;
            };
            if job.locks.iter().any(|lock| self.held.contains(lock)) {
                continue;
            }
            self.held.extend(job.locks.iter().cloned());
            active.phase = Some(0);
            active.left = amount(job, 0);
            if let Some(run) = self.runs.get_mut(active.job).and_then(Option::as_mut) {
                if run.start_us < self.now {
                    let mut gave = self.gave_lock.iter().rev();
                    let last = gave.find(|(lock, _)| job.locks.contains(lock));
                    if let Some((lock, holder)) = last {
                        run.cause = Cause::Lock(*holder, lock.clone());
                    }
                }
                run.held_us = self.now;
            }
        }
    }

    /// Ends the phases of which nothing is left, and the jobs whose last phase ended; whether there were any.
    fn finish_phases(&mut self) -> bool {
        let mut has_ended = false;
        let mut index = 0;
        while let Some(active) = self.active.get_mut(index) {
            let Some(phase) = active.phase.filter(|_| active.left == 0) else {
                index += 1;
                continue;
            };
            has_ended = true;
            let number = active.job;
            let Some(job) = self.jobs.get(number) else {
                index += 1;
                continue;
            };
            if let Some(run) = self.runs.get_mut(number).and_then(Option::as_mut)
                && phase < job.phases.len()
            {
                run.phase_ends_us.push(self.now);
            }
            if phase + 1 < job.phases.len() {
                active.phase = Some(phase + 1);
                active.left = amount(job, phase + 1);
                continue;
            }
            self.active.remove(index);
            self.end(number);
            if self.has_failed {
                return true;
            }
        }
        has_ended
    }

    fn end(&mut self, number: usize) {
        let Some(job) = self.jobs.get(number) else {
            return;
        };
        if let Some(run) = self.runs.get_mut(number).and_then(Option::as_mut) {
            run.end_us = self.now;
        }
        if let Some(node) = job.slot {
            if let Some(Some(left)) = self.free.get_mut(node) {
                *left += 1;
            }
            if let Some(gave) = self.gave_slot.get_mut(node) {
                *gave = Some(number);
            }
        }
        for lock in &job.locks {
            self.held.remove(lock);
            self.gave_lock.push((lock.clone(), number));
        }
        if job.fails {
            self.has_failed = true;
            return;
        }
        for user in self
            .users
            .get(number)
            .map(Vec::as_slice)
            .unwrap_or_default()
        {
            if let Some(waits) = self.waits.get_mut(*user) {
                *waits -= 1;
                if *waits == 0 {
                    self.ready.insert((self.now, *user));
                }
            }
        }
    }

    /// How fast a phase goes: the units of a second's millionth, and between how many of its node it is shared.
    fn rate(&self, phase: Phase, node: Option<usize>) -> (u128, u128) {
        let same = |other: &Phase| std::mem::discriminant(other) == std::mem::discriminant(&phase);
        let on_node = self
            .active
            .iter()
            .filter(|active| self.node(active) == node);
        let running = on_node.filter_map(|active| self.phase(active));
        let sharing = u128::try_from(running.filter(same).count()).unwrap_or(1);
        match phase {
            Phase::Time(_) => (1, 1),
            Phase::Download(_) => (u128::from(self.limits.download_bytes_per_s.max(1)), sharing),
            Phase::Upload(_) => (u128::from(self.limits.upload_bytes_per_s.max(1)), sharing),
        }
    }

    fn node(&self, active: &Active) -> Option<usize> {
        self.jobs.get(active.job)?.slot
    }

    fn phase(&self, active: &Active) -> Option<Phase> {
        let job = self.jobs.get(active.job)?;
        job.phases.get(active.phase?).copied()
    }

    /// Goes to the next moment at which a phase ends.
    fn advance(&mut self) {
        let rates: Vec<Option<(u128, u128)>> = self
            .active
            .iter()
            .map(|active| {
                let node = self.node(active);
                self.phase(active).map(|phase| self.rate(phase, node))
            })
            .collect();
        let times = self.active.iter().zip(&rates).filter_map(|(active, rate)| {
            let (speed, sharing) = (*rate)?;
            Some((active.left * sharing).div_ceil(speed))
        });
        let Some(time) = times.min() else {
            // Only jobs that wait for locks that nobody holds: there are none.
            self.active.clear();
            return;
        };
        for (active, rate) in self.active.iter_mut().zip(rates) {
            if let Some((speed, sharing)) = rate {
                active.left = active.left.saturating_sub(time * speed / sharing.max(1));
            }
        }
        self.now = self
            .now
            .saturating_add(u64::try_from(time).unwrap_or(u64::MAX));
    }

    fn cancel(&mut self) {
        for active in &self.active {
            if let Some(run) = self.runs.get_mut(active.job).and_then(Option::as_mut) {
                run.end_us = self.now;
                run.is_canceled = true;
            }
        }
    }
}

/// The units of a phase: microseconds, or millionths of bytes.
fn amount(job: &Job, phase: usize) -> u128 {
    match job.phases.get(phase) {
        Some(Phase::Time(us)) => u128::from(*us),
        Some(Phase::Download(bytes) | Phase::Upload(bytes)) => u128::from(*bytes) * 1_000_000,
        None => 0,
    }
}

#[cfg(test)]
mod tests;
