//! The function `signup`: see the library.

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::process::ExitCode {
    handbill_functions::lambda::run(handbill_functions::request::Function::Signup).await
}
