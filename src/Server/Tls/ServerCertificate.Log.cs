namespace Sluice.Server.Tls;

internal sealed partial class ServerCertificate
{
    [LoggerMessage(30, LogLevel.Information, "The certificate in {Path} has been read again.")]
    private partial void LogRead(string path);

    [LoggerMessage(31, LogLevel.Error,
        "The certificate in {Path} has changed and cannot be used; the old one stays. {Problem}")]
    private partial void LogRefused(string path, string problem);

    [LoggerMessage(32, LogLevel.Warning,
        "The certificate in {Path} has expired at {Until:u}: clients refuse it. Put a newer one there; no restart is needed.")]
    private partial void LogExpired(string path, DateTime until);

    [LoggerMessage(33, LogLevel.Warning,
        "The certificate in {Path} is valid only from {From:u} on: clients refuse it until then. Is the clock right?")]
    private partial void LogNotYetValid(string path, DateTime from);
}
