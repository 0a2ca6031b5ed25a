//! The function `donate`: see the library.

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::process::ExitCode {
    handbill_functions::lambda::run(handbill_functions::request::Function::Donate).await
}
