namespace Sluice.Server.Logging;

/// <summary>What is logged, and in which form.</summary>
public sealed record LogOptions
{
    /// <summary>Lines of this level and above are written. Warning.</summary>
    public LogLevel Least { get; init; } = LogLevel.Warning;

    public LogFormat Format { get; init; } = LogFormat.Text;

    /// <summary>Whether each event of each history has a line, whatever the level.</summary>
    public bool TellsEvents { get; init; }
}

/// <summary>What a line of the log looks like.</summary>
public enum LogFormat
{
    /// <summary>For people.</summary>
    Text,

    /// <summary>An object of JSON, for programs.</summary>
    Json,
}
