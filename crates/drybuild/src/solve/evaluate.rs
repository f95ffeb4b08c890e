//! Which vertices are found in the cache, which are run, and which are not needed at all.
//!
//! Follows the edges of `solver/edge.go` at BuildKit 73ed6825: a vertex is looked for by the keys of its inputs, then by
//! what those of its inputs hold that count by content; it is run when nothing was found. A vertex whose key is known
//! and whose result is not is run only when something needs the result itself.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::cache::checksum;
use super::cache::exported::{self, CacheMode, ExportedCache};
use super::cache::keys::{Input, KeyId};
use super::cache::map::{self, CacheMap};
use super::cache::record::RecordId;
use super::miss::{self, Miss, Seen};
use super::{Builder, Client, Failed, Failure, Output, Solution, Solved, Status, duration, run};
use crate::filesystem::FileSystem;
use crate::graph::{Definition, Edge, Op, Vertex, VertexId};

/// What is known of one vertex so far.
#[derive(Default)]
pub(super) struct State {
    pub(super) map: CacheMap,
    /// The keys that its users are looked for by.
    keys: Vec<KeyId>,
    /// Keys of what inputs hold, where they were looked at.
    content: Vec<Option<KeyId>>,
    pub(super) held: Option<Held>,
    pub(super) status: Status,
    pub(super) miss: Option<Miss>,
    /// It, or something that it needs, failed.
    is_blocked: bool,
    was_run: bool,
}

/// A result.
#[derive(Clone)]
pub(super) struct Held {
    pub(super) solved: Solved,
    pub(super) record: Option<RecordId>,
    /// The keys that it was kept under.
    pub(super) keys: Vec<KeyId>,
    /// Something used it, and not only its key.
    pub(super) is_loaded: bool,
}

pub(super) struct Evaluation<'a> {
    pub(super) definition: &'a Definition,
    pub(super) client: &'a Client<'a>,
    pub(super) builder: &'a mut Builder,
    pub(super) states: Vec<State>,
    failures: Vec<(u64, Failure)>,
}

/// When the last input of a vertex was done.
fn started_ms(vertex: &Vertex, finished_ms: &[u64]) -> u64 {
    let inputs = vertex.inputs.iter();
    let done = inputs.filter_map(|edge| finished_ms.get(edge.vertex.0));
    done.max().copied().unwrap_or(0)
}

/// An input failed; nothing more can be said of the vertex.
struct Blocked;

impl<'a> Evaluation<'a> {
    pub(super) fn new(
        definition: &'a Definition,
        client: &'a Client<'a>,
        builder: &'a mut Builder,
    ) -> Self {
        Self {
            definition,
            client,
            builder,
            states: definition
                .vertices
                .iter()
                .map(|_| State::default())
                .collect(),
            failures: Vec::new(),
        }
    }

    /// Solves every vertex, as far as the results need it.
    pub(super) fn run(&mut self) {
        for index in 0..self.states.len() {
            // What blocks a vertex is in the failures.
            let _blocked = self.look_up(index);
        }
        for index in self.results() {
            let _blocked = self.need(index);
        }
    }

    /// Vertices that no other uses.
    fn results(&self) -> Vec<usize> {
        let inputs = self
            .definition
            .vertices
            .iter()
            .flat_map(|vertex| &vertex.inputs);
        let used: BTreeSet<usize> = inputs.map(|edge| edge.vertex.0).collect();
        (0..self.states.len())
            .filter(|index| !used.contains(index))
            .collect()
    }

    fn look_up(&mut self, index: usize) -> Result<(), Blocked> {
        let Some(vertex) = self.definition.vertices.get(index) else {
            return Ok(());
        };
        let is_blocked = |edge: &Edge| self.state(edge.vertex).is_some_and(|dep| dep.is_blocked);
        if vertex.inputs.iter().any(is_blocked) {
            self.block(index);
            return Err(Blocked);
        }
        let map = match &vertex.op {
            Op::Source(source) => match super::source::key(source, vertex, self.client) {
                Some(digest) => CacheMap {
                    digest,
                    inputs: Vec::new(),
                },
                // A local context is known by nothing before it is there.
                None => return self.execute(index),
            },
            _ => map::of(vertex),
        };
        if let Some(state) = self.states.get_mut(index) {
            state.content = vec![None; map.inputs.len()];
            state.map = map;
        }
        if vertex.ignore_cache {
            return self.execute(index);
        }
        let mut found = self.matching(index);
        if self.newest(&found).is_none() {
            // First what no key was found for; the rest counts only if something is missing still.
            let unmatched = self.unmatched_contents(index);
            for input in &unmatched {
                self.content(index, *input)?;
            }
            if !unmatched.is_empty() {
                found = self.matching(index);
            }
        }
        if let Some(state) = self.states.get_mut(index) {
            state.keys.clone_from(&found);
        }
        match self.newest(&found) {
            Some((key, record)) => {
                self.hit(index, key, record);
                Ok(())
            }
            None if found.is_empty() => self.execute(index),
            None => {
                if let Some(state) = self.states.get_mut(index) {
                    state.status = Status::Cached;
                }
                Ok(())
            }
        }
    }

    fn state(&self, id: VertexId) -> Option<&State> {
        self.states.get(id.0)
    }

    /// The keys that lead to a vertex by one of its inputs.
    fn ways(&self, index: usize, input: usize, keys: impl Fn(&State) -> Vec<KeyId>) -> Vec<Input> {
        let (Some(state), Some(vertex)) =
            (self.states.get(index), self.definition.vertices.get(index))
        else {
            return Vec::new();
        };
        let selector = state.map.inputs.get(input).map_or(0, |map| map.selector);
        let edge = vertex.inputs.get(input);
        let dep = edge.and_then(|edge| self.state(edge.vertex));
        let by_key = dep.map(keys).unwrap_or_default();
        let mut ways: Vec<Input> = by_key.into_iter().map(|key| (key, selector)).collect();
        let content = state.content.get(input).copied().flatten();
        // What the input holds is said by the selector already.
        ways.extend(content.map(|key| (key, 0)));
        ways
    }

    fn matching(&self, index: usize) -> Vec<KeyId> {
        let Some(state) = self.states.get(index) else {
            return Vec::new();
        };
        if state.map.inputs.is_empty() {
            return self
                .builder
                .keys
                .root(state.map.digest)
                .into_iter()
                .collect();
        }
        let inputs: Vec<Vec<Input>> = (0..state.map.inputs.len())
            .map(|input| self.ways(index, input, |dep| dep.keys.clone()))
            .collect();
        self.builder.keys.matching(state.map.digest, &inputs)
    }

    /// The newest result under some keys.
    fn newest(&self, keys: &[KeyId]) -> Option<(KeyId, RecordId)> {
        let of_key = |key: &KeyId| {
            let records = &self.builder.keys.get(*key)?.records;
            Some((*records.iter().max()?, *key))
        };
        keys.iter()
            .filter_map(of_key)
            .max()
            .map(|(record, key)| (key, record))
    }

    /// Inputs that count by content and to which no key leads.
    fn unmatched_contents(&self, index: usize) -> Vec<usize> {
        let Some(state) = self.states.get(index) else {
            return Vec::new();
        };
        let is_unmatched = |(input, map): (usize, &map::InputMap)| {
            let ways = self.ways(index, input, |dep| dep.keys.clone());
            let reached = ways.iter().any(|way| {
                !self
                    .builder
                    .keys
                    .follow(*way, input, state.map.digest)
                    .is_empty()
            });
            (map.content.is_some() && !reached).then_some(input)
        };
        state
            .map
            .inputs
            .iter()
            .enumerate()
            .filter_map(is_unmatched)
            .collect()
    }

    /// Looks at what an input holds, for which it must be there.
    fn content(&mut self, index: usize, input: usize) -> Result<(), Blocked> {
        let Some(vertex) = self.definition.vertices.get(index) else {
            return Ok(());
        };
        let Some(edge) = vertex.inputs.get(input) else {
            return Ok(());
        };
        self.need(edge.vertex.0)?;
        let Some(state) = self.states.get(index) else {
            return Ok(());
        };
        let selectors = state
            .map
            .inputs
            .get(input)
            .and_then(|map| map.content.as_ref());
        let (Some(selectors), None) = (selectors, state.content.get(input).copied().flatten())
        else {
            return Ok(());
        };
        let dep = self.state(edge.vertex);
        let files = dep.and_then(|dep| dep.held.as_ref()?.solved.outputs.get(edge.output));
        let summed = match files {
            Some(files) => checksum::checksum(files, selectors),
            None => checksum::checksum(&FileSystem::new(), selectors),
        };
        let digest = match summed {
            Ok(digest) => digest,
            Err(message) => {
                let ready_ms = self.finished_ms().get(edge.vertex.0).copied();
                self.fail(index, ready_ms.unwrap_or(0), Failed { message, run: None });
                return Err(Blocked);
            }
        };
        let operation = state.map.digest;
        let key = self.builder.keys.make_root(digest);
        // How the input was made leads to the same from now on (`processDepSlowCacheReq`).
        let ways = self.ways(index, input, |dep| match &dep.held {
            Some(held) => held.keys.clone(),
            None => dep.keys.clone(),
        });
        for way in ways {
            self.builder
                .keys
                .lead_alike((key, 0), way, input, operation);
        }
        if let Some(content) = self
            .states
            .get_mut(index)
            .and_then(|state| state.content.get_mut(input))
        {
            *content = Some(key);
        }
        Ok(())
    }

    fn hit(&mut self, index: usize, key: KeyId, record: RecordId) {
        let solved = self
            .builder
            .records
            .get(record)
            .and_then(|record| record.solved.clone());
        let Some(state) = self.states.get_mut(index) else {
            return;
        };
        state.status = Status::Cached;
        state.miss = None;
        state.held = Some(Held {
            solved: Solved {
                is_cached: true,
                ..solved.unwrap_or_default()
            },
            record: Some(record),
            keys: vec![key],
            is_loaded: false,
        });
    }

    /// Makes sure that the result of a vertex is there, running what it takes.
    fn need(&mut self, index: usize) -> Result<(), Blocked> {
        if self.use_held(index) {
            return Ok(());
        }
        let mut open = vec![index];
        while let Some(top) = open.last().copied() {
            let Some(state) = self.states.get(top) else {
                return Ok(());
            };
            if state.is_blocked {
                for index in open {
                    self.block(index);
                }
                return Err(Blocked);
            }
            if self.use_held(top) {
                open.pop();
                continue;
            }
            let inputs = self
                .definition
                .vertices
                .get(top)
                .map(|vertex| vertex.inputs.as_slice());
            let missing = inputs
                .unwrap_or_default()
                .iter()
                .map(|edge| edge.vertex.0)
                .find(|dep| self.states.get(*dep).is_some_and(|dep| dep.held.is_none()));
            match missing {
                Some(dep) => open.push(dep),
                None => {
                    if self.execute(top).is_err() {
                        continue;
                    }
                }
            }
        }
        Ok(())
    }

    /// Uses the result of a vertex that is not blocked, if it is there.
    fn use_held(&mut self, index: usize) -> bool {
        let Some(state) = self.states.get_mut(index).filter(|state| !state.is_blocked) else {
            return false;
        };
        let Some(held) = &mut state.held else {
            return false;
        };
        held.is_loaded = true;
        if let Some(record) = held.record {
            let keys = held.keys.clone();
            self.load(record, &keys);
        }
        true
    }

    /// A result that came from elsewhere stays from now on, with all that leads to it.
    fn load(&mut self, record: RecordId, keys: &[KeyId]) {
        for key in keys {
            self.builder.keys.keep(*key);
        }
        self.builder.load(record);
    }

    /// The files of a result are used: what lies elsewhere is pulled, and a merge is put together, which the log shows.
    fn unlazy(&mut self, edge: &Edge) {
        let Some(record) = self.record_of(*edge) else {
            return;
        };
        self.builder.pull(record);
        if let Some(record) = self.builder.records.get_mut(record)
            && record.is_unmerged
        {
            record.is_unmerged = false;
            if let Some(state) = self.states.get_mut(edge.vertex.0) {
                state.status = Status::Done;
            }
        }
    }

    /// Runs a vertex, unless what its inputs hold leads to a result after all.
    fn execute(&mut self, index: usize) -> Result<(), Blocked> {
        let Some(vertex) = self.definition.vertices.get(index) else {
            return Ok(());
        };
        for edge in &vertex.inputs {
            if self.need(edge.vertex.0).is_err() {
                self.block(index);
                return Err(Blocked);
            }
        }
        let inputs = self
            .states
            .get(index)
            .map_or(0, |state| state.map.inputs.len());
        for input in 0..inputs {
            self.content(index, input)?;
        }
        if !vertex.ignore_cache && inputs > 0 {
            let found = self.matching(index);
            if let Some((key, record)) = self.newest(&found) {
                if let Some(state) = self.states.get_mut(index) {
                    state.keys = found;
                }
                self.hit(index, key, record);
                return Ok(());
            }
        }
        let miss = miss::of(self, index);
        for edge in &vertex.inputs {
            self.unlazy(edge);
        }
        let made = run::run(index, self);
        if let Some(state) = self.states.get_mut(index) {
            state.miss = miss;
            state.was_run = true;
        }
        match made {
            Ok(solved) => {
                self.commit(index, solved);
                Ok(())
            }
            Err(failed) => {
                let finished_ms = self.finished_ms();
                let at_ms = if failed.run.is_some() {
                    finished_ms.get(index).copied().unwrap_or(0)
                } else {
                    started_ms(vertex, &finished_ms)
                };
                self.fail(index, at_ms, *failed);
                Err(Blocked)
            }
        }
    }

    /// Keeps a result under the key that its inputs lead to.
    fn commit(&mut self, index: usize, solved: Solved) {
        let inputs: Vec<Vec<Input>> = (0..self
            .states
            .get(index)
            .map_or(0, |state| state.map.inputs.len()))
            .map(|input| {
                self.ways(index, input, |dep| {
                    dep.held
                        .as_ref()
                        .map(|held| held.keys.clone())
                        .unwrap_or_default()
                })
            })
            .collect();
        let vertex = self.definition.vertices.get(index);
        let is_local = vertex.is_some_and(|vertex| super::source::is_local(&vertex.op));
        let digest = self.states.get(index).map_or(0, |state| state.map.digest);
        // An input without a key (all of a local context) is known in this build alone, and so is what is made of it.
        let key = if is_local || inputs.iter().any(Vec::is_empty) {
            None
        } else if inputs.is_empty() {
            Some(self.builder.keys.make_root(digest))
        } else {
            Some(self.builder.keys.make(digest, &inputs))
        };
        let record = self.record(index, &solved);
        if let Some(key) = key {
            self.builder.keys.keep(key);
            if let (Some(key), Some(record)) = (self.builder.keys.get_mut(key), record)
                && !key.records.contains(&record)
            {
                key.records.push(record);
            }
        }
        let ignores = vertex.is_some_and(|vertex| vertex.ignore_cache);
        if let Some(state) = self.states.get_mut(index) {
            state.status = Status::Done;
            let keys: Vec<KeyId> = key.into_iter().collect();
            // Nothing is found by way of a step that was told to run again.
            state.keys = if ignores { Vec::new() } else { keys.clone() };
            state.held = Some(Held {
                solved,
                record,
                keys,
                is_loaded: true,
            });
        }
    }

    /// Whether nothing failed.
    fn is_solved(&self) -> bool {
        self.failures.is_empty()
    }

    fn held_results(&self) -> Vec<&Held> {
        let states = self
            .results()
            .into_iter()
            .filter_map(|index| self.states.get(index));
        states.filter_map(|state| state.held.as_ref()).collect()
    }

    /// Makes of the results what they are for.
    pub(super) fn output(&mut self, output: Output) {
        if !self.is_solved() {
            return;
        }
        let records: Vec<RecordId> = self
            .held_results()
            .iter()
            .filter_map(|held| held.record)
            .collect();
        for record in records {
            if matches!(output, Output::Image | Output::Files) {
                self.builder.pull(record);
            }
            if matches!(output, Output::Image | Output::Push) {
                self.builder.make_blobs(record);
            }
        }
    }

    /// Writes caches; a build that failed writes none.
    pub(super) fn export(&mut self, modes: &[CacheMode]) -> Vec<ExportedCache> {
        if !self.is_solved() {
            return Vec::new();
        }
        let results: Vec<KeyId> = self
            .held_results()
            .iter()
            .filter_map(|held| held.keys.first().copied())
            .collect();
        let mut used = BTreeSet::new();
        for state in &self.states {
            used.extend(&state.keys);
            used.extend(state.content.iter().flatten());
            used.extend(state.held.iter().flat_map(|held| &held.keys));
        }
        modes
            .iter()
            .map(|mode| exported::export(&results, *mode, &used, self.builder))
            .collect()
    }

    /// What every vertex was done to: its place, its own key and its inputs.
    pub(super) fn seen(&self) -> Vec<(usize, u64, Seen)> {
        let of_vertex = |(index, state): (usize, &State)| {
            let vertex = self.definition.vertices.get(index)?;
            let held = |edge: &Edge| self.states.get(edge.vertex.0)?.held.as_ref();
            let read = |(map, edge): (&map::InputMap, &Edge)| {
                let files = map
                    .content
                    .as_ref()
                    .and(held(edge))?
                    .solved
                    .outputs
                    .get(edge.output);
                files.cloned()
            };
            let seen = Seen {
                inputs: state
                    .map
                    .inputs
                    .iter()
                    .zip(&vertex.inputs)
                    .map(read)
                    .collect(),
                keys: vertex
                    .inputs
                    .iter()
                    .map(|edge| held(edge).map(|held| held.keys.clone()).unwrap_or_default())
                    .collect(),
            };
            (!super::source::is_local(&vertex.op)).then_some((index, state.map.digest, seen))
        };
        self.states
            .iter()
            .enumerate()
            .filter_map(of_vertex)
            .collect()
    }

    /// When each vertex was done; what was not run took no time. Asked for only where something fails.
    fn finished_ms(&self) -> Vec<u64> {
        let mut finished_ms = Vec::with_capacity(self.states.len());
        for (state, vertex) in self.states.iter().zip(&self.definition.vertices) {
            finished_ms.push(if state.was_run {
                started_ms(vertex, &finished_ms).saturating_add(duration::estimate(vertex))
            } else {
                0
            });
        }
        finished_ms
    }

    fn block(&mut self, index: usize) {
        if let Some(state) = self.states.get_mut(index) {
            state.is_blocked = true;
            if state.status != Status::Failed {
                state.status = Status::NotRun;
            }
        }
    }

    fn fail(&mut self, index: usize, at_ms: u64, failed: Failed) {
        let Failed { message, run } = failed;
        if let Some(state) = self.states.get_mut(index) {
            state.is_blocked = true;
            state.status = Status::Failed;
            state.held = run.map(|run| Held {
                solved: Solved {
                    run: Some(Rc::new(run)),
                    ..Solved::default()
                },
                record: None,
                keys: Vec::new(),
                is_loaded: true,
            });
        }
        let vertex = VertexId(index);
        self.failures.push((at_ms, Failure { vertex, message }));
    }

    /// What came of it. Of several failures the first in time is the build's; what had not ended by then is lost.
    pub(super) fn finish(mut self) -> Solution {
        self.failures
            .sort_by_key(|(at_ms, failure)| (*at_ms, failure.vertex));
        let failure = std::mem::take(&mut self.failures).into_iter().next();
        if let Some((at_ms, failure)) = &failure {
            let finished_ms = self.finished_ms();
            for ((index, state), finished_ms) in self.states.iter_mut().enumerate().zip(finished_ms)
            {
                let is_other = failure.vertex.0 != index;
                let is_late = finished_ms > *at_ms || state.status == Status::Failed;
                if is_other && is_late && state.status != Status::Cached {
                    state.status = Status::NotRun;
                    let record = state.held.take().and_then(|held| held.record);
                    if let Some(record) = record {
                        self.builder.records.remove(record);
                        self.builder.keys.release(|kept| kept != record);
                    }
                }
            }
        }
        super::finish::solution(
            self.definition,
            self.states,
            failure.map(|(_, failure)| failure),
        )
    }
}
