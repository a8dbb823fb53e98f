namespace Sluice.Server.Authentication;

/// <summary>How callers prove who they are.</summary>
public sealed record AuthenticationOptions
{
    /// <summary>The key pair of the settings, an owner's; null when they have none.</summary>
    public AccessKey? Key { get; init; }

    /// <summary><see cref="NonceMode.Writes"/>.</summary>
    public NonceMode Nonces { get; init; } = NonceMode.Writes;

    /// <summary>Nonces that any server of a cluster has seen; null for a server that is alone.</summary>
    public SharedNonces? SharedNonces { get; init; }

    /// <summary>How far a request's time may lie from ours, in either direction. 15 minutes.</summary>
    public TimeSpan ClockSkew { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>The host that clients sign when a proxy in front rewrites it; null takes the header as
    /// received.</summary>
    public string? ExpectedHost { get; init; }
}
