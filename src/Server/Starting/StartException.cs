namespace Sluice.Server.Starting;

/// <summary>The server cannot start: one sentence for the person who started it, and an exit code.</summary>
public sealed class StartException(string message, int exitCode) : Exception(message)
{
    /// <summary>The options or settings are wrong.</summary>
    public const int Usage = 2;

    /// <summary>The machine does not let it: a port in use, a directory that cannot be written.</summary>
    public const int Environment = 1;

    public int ExitCode => exitCode;
}
