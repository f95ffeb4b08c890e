//! Answers, scores and progress: pure logic, no browser.
