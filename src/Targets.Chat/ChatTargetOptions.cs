using Sluice.Model;
using Sluice.Outbound;

namespace Sluice.Targets.Chat;

/// <summary>Which service is asked, and how far that may go. Read once, when the target is made.</summary>
public sealed record ChatTargetOptions
{
    /// <summary>Below which the protocol's paths are, such as <c>http://127.0.0.1:11434/v1</c>; null for no service.</summary>
    public Uri? Url { get; init; }

    /// <summary>A secret; null for a service that asks for none.</summary>
    public string? Key { get; init; }

    /// <summary>The models that may be asked, the usual one first; none for any.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>Tokens that an answer may have at the most; null for as many as the service gives.</summary>
    public int? MaxOutputTokens { get; init; }

    /// <summary>Calls that are out at once. 1 or more. 16.</summary>
    public int ConcurrentCalls { get; init; } = 16;

    public ConnectionOptions Connections { get; init; } = new();

    /// <summary>Levels of arrays and objects in an answer that is read as JSON; deeper ones are text. 128.</summary>
    public int JsonDepth { get; init; } = Limits.Default.JsonDepth;

    /// <summary>Without the key.</summary>
    public override string ToString() => Url?.ToString() ?? "";
}
