using Sluice.Server.Audit;
using Sluice.Server.Authentication;
using Sluice.Server.Permissions;
using Sluice.Server.Throttling;

namespace Sluice.Server;

/// <summary>Whoever has a say on a call before it is carried out.</summary>
internal sealed record Guards
{
    /// <summary>Null leaves the server open to programs on this machine.</summary>
    public Authenticator? Authenticator { get; init; }

    /// <summary>Null allows everything to everybody who may call.</summary>
    public Gatekeeper? Gatekeeper { get; init; }

    /// <summary>Null when nothing is recorded.</summary>
    public AuditLog? Audit { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Null when calls are not limited.</summary>
    public CallRates? Rates { get; init; }
}
