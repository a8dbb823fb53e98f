namespace Sluice.Server.Operations;

/// <summary>What an answer has beside its JSON, or in its place.</summary>
internal sealed record Besides
{
    public const string ServerSentEvents = "text/event-stream";

    public const string JsonLines = "application/x-ndjson";

    /// <summary>A whole <c>Set-Cookie</c> header; null for none.</summary>
    public string? Cookie { get; init; }

    /// <summary>What is streamed in place of the JSON; null when nothing is.</summary>
    public IAsyncEnumerable<ReadOnlyMemory<byte>>? Pieces { get; init; }

    public string PiecesType { get; init; } = ServerSentEvents;

    /// <summary>A file that is answered in place of the JSON; null when none is.</summary>
    public Attachment? Attachment { get; init; }
}

/// <summary>A zip archive to be kept by whoever asks.</summary>
/// <param name="Name">What browsers save it as.</param>
internal sealed record Attachment(string Name, ReadOnlyMemory<byte> Content);
