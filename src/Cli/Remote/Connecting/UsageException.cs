namespace Sluice.Cli.Remote.Connecting;

/// <summary>What was asked for cannot be meant; the message says what would be right.</summary>
internal sealed class UsageException(string message) : Exception(message);
