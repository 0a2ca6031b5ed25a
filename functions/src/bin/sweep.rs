//! The function `sweep`, which a timer starts: see the library.

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::process::ExitCode {
    handbill_functions::lambda::run_sweep().await
}
