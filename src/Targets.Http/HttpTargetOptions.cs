using Sluice.Model;

namespace Sluice.Targets.Http;

/// <summary>How HTTP tasks reach the outside. Read once, when the target is made.</summary>
public sealed class HttpTargetOptions
{
    /// <summary>Which addresses tasks may connect to. Default: all.</summary>
    public EgressPolicy Egress { get; set; } = EgressPolicy.AllowAll;

    /// <summary>Longest wait for a connection, the TLS handshake included. 15 seconds.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Oldest a kept connection may grow, so that a changed DNS record is noticed. 2 minutes.</summary>
    public TimeSpan ConnectionLifetime { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Longest a connection is kept unused. 1 minute.</summary>
    public TimeSpan ConnectionIdleTimeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Connections to one host at a time; further calls wait for a free one. 256.</summary>
    public int MaxConnectionsPerHost { get; set; } = 256;

    /// <summary>Levels of arrays and objects in an answer that is read as JSON; deeper ones are text. 128.</summary>
    public int JsonDepth { get; set; } = Limits.Default.JsonDepth;
}
