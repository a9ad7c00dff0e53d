//! Crate
use std::io;

#[derive(Debug)]
pub struct Store<'a> {
    path: &'a str,
}

impl<'a> Iterator for Store<'a> {
    type Item = u8;
    /// Next.
    fn next(&mut self) -> Option<u8>
    where
        Self: Sized,
    {
        None
    }
}

pub(crate) async fn open(path: &str) -> io::Result<()> {
    Ok(())
}
macro_rules! hot { () => {} }
