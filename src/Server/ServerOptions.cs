using Sluice.Identity.Accounts;
using Sluice.Identity.Logins;
using Sluice.Identity.Sealing;
using Sluice.Model;
using Sluice.Server.Audit;
using Sluice.Server.Authentication;
using Sluice.Server.Health;
using Sluice.Server.Hosting;
using Sluice.Server.Operations;
using Sluice.Server.Throttling;
using Sluice.Server.Tls;
using Sluice.Testing.Tests;

namespace Sluice.Server;

/// <summary>Where the server listens, who may call it, and what is recorded of calls.</summary>
public sealed record ServerOptions
{
    public required HostingOptions Hosting { get; init; }

    public AuthenticationOptions Authentication { get; init; } = new();

    public LoginOptions Logins { get; init; } = new();

    /// <summary>In what tests of definitions run; null for a server that runs none.</summary>
    public TestSurroundings? Tests { get; init; }

    /// <summary>Users, keys and roles that no call can change.</summary>
    public AccessState Accounts { get; init; } = AccessState.Empty;

    /// <summary>What seals secrets at rest; null when <see cref="KeyFile"/> has it.</summary>
    public MasterKey? SealingKey { get; init; }

    /// <summary>Made when absent. Not looked at when there is a <see cref="SealingKey"/>.</summary>
    public required string KeyFile { get; init; }

    /// <summary>By which a person names another key file.</summary>
    public required string KeyFileFlag { get; init; }

    public required AuditOptions Audit { get; init; }

    public TlsOptions Tls { get; init; } = new();

    /// <summary>Where the authority is kept that makes certificates, when none is given.</summary>
    public required string TlsDirectory { get; init; }

    public Region Region { get; init; } = new("cn-hangzhou", "127.0.0.1:8700");

    /// <summary>Null when calls are not limited.</summary>
    public CallRateOptions? CallRates { get; init; }

    public HealthOptions Health { get; init; } = new();

    /// <summary>What a request is held to before it is understood.</summary>
    public Limits Limits { get; init; } = Limits.Default;
}
