using Sluice.Model;
using Sluice.Outbound;
using Sluice.Targets.Secrets;

namespace Sluice.Targets.Http;

/// <summary>How HTTP tasks reach the outside. Read once, when the target is made.</summary>
public sealed class HttpTargetOptions
{
    public ConnectionOptions Connections { get; set; } = new();

    /// <summary>The secrets that requests may be sent with. None.</summary>
    public SecretBook Secrets { get; set; } = SecretBook.Empty;

    /// <summary>Levels of arrays and objects in an answer that is read as JSON; deeper ones are text. 128.</summary>
    public int JsonDepth { get; set; } = Limits.Default.JsonDepth;
}
