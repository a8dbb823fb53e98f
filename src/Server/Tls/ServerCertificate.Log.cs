namespace Sluice.Server.Tls;

internal sealed partial class ServerCertificate
{
    [LoggerMessage(30, LogLevel.Information, "The certificate in {Path} has been read again.")]
    private partial void LogRead(string path);

    [LoggerMessage(31, LogLevel.Error, "The certificate in {Path} has changed and cannot be used; the old one stays.")]
    private partial void LogRefused(Exception problem, string path);
}
