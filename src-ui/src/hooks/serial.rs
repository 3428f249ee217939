//! One thing after another.

use std::{cell::RefCell, collections::VecDeque, future::Future, pin::Pin, rc::Rc};

use crate::bridge;

type Task = Pin<Box<dyn Future<Output = ()>>>;

/// A queue of tasks of which one runs at a time, in order.
#[derive(Clone, Default)]
pub(crate) struct Serial(Rc<RefCell<Tasks>>);

#[derive(Default)]
struct Tasks {
    waiting: VecDeque<Task>,
    running: bool,
}

impl Serial {
    /// Runs `task` after all tasks before it.
    pub(crate) fn run(&self, task: impl Future<Output = ()> + 'static) {
        let mut tasks = self.0.borrow_mut();
        tasks.waiting.push_back(Box::pin(task));
        if std::mem::replace(&mut tasks.running, true) {
            return;
        }
        let this = self.clone();
        bridge::spawn_local(async move {
            while let Some(task) = this.next() {
                task.await;
            }
        });
    }

    fn next(&self) -> Option<Task> {
        let mut tasks = self.0.borrow_mut();
        let next = tasks.waiting.pop_front();
        tasks.running = next.is_some();
        next
    }
}
