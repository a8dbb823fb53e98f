using Sluice.Engine;
using Sluice.Engine.Starting;
using Sluice.Events;
using Sluice.Identity.Accounts;
using Sluice.Identity.Keys;
using Sluice.Identity.Logins;
using Sluice.Identity.Registry;
using Sluice.Identity.Sealing;
using Sluice.Identity.Sessions;
using Sluice.Model.Names;
using Sluice.Objects;
using Sluice.Queues;
using Sluice.Server.Administration;
using Sluice.Server.Admission;
using Sluice.Server.Audit;
using Sluice.Server.Authentication;
using Sluice.Server.Health;
using Sluice.Server.Logins;
using Sluice.Server.Messages;
using Sluice.Server.Metering;
using Sluice.Server.Operations;
using Sluice.Server.OwnApi;
using Sluice.Server.Permissions;
using Sluice.Server.Resources;
using Sluice.Server.SecurityTokens;
using Sluice.Server.Starting;
using Sluice.Server.Throttling;
using Sluice.Storage;

namespace Sluice.Server;

/// <summary>Puts together who may call, what they may do, and how that is changed.</summary>
public sealed partial class AccessControl
{
    private readonly ServerOptions _options;
    private readonly TimeProvider _time;
    private readonly AccessRegistry _registry;
    private readonly SessionTokens _tokens;

    private AccessControl(ServerOptions options, AccessRegistry registry, MasterKey master, TimeProvider time)
    {
        (_options, _registry, _tokens, _time) = (options, registry, new SessionTokens(master), time);
        IsOpen = registry.State.Keys.IsEmpty;
        SealingMark = master.Mark("servers that share a store");
    }

    /// <summary>No key at all: anybody on this machine may do anything.</summary>
    public bool IsOpen { get; }

    /// <summary>By which servers that share a store know that they seal alike; says nothing of the key.</summary>
    public byte[] SealingMark { get; }

    /// <summary>Another server may have changed users, roles or keys.</summary>
    public Task RefreshAsync(CancellationToken cancellationToken) => _registry.RefreshAsync(cancellationToken);

    /// <param name="options">The directory of the key file exists.</param>
    /// <exception cref="StartException">What is kept cannot be read.</exception>
    public static async Task<AccessControl> OpenAsync(
        ServerOptions options,
        IAccessStore store,
        TimeProvider time,
        ILogger<AccessControl> logger,
        CancellationToken cancellationToken)
    {
        try
        {
            var master = options.SealingKey ?? SealingKeySource.OfFile(
                options.KeyFile,
                isInUse: await AccessRegistry.HoldsSecretsAsync(store, cancellationToken),
                options.KeyFileFlag);
            var registry = await AccessRegistry.OpenAsync(
                store, master, options.Accounts, cancellationToken, isShared: options.Authentication.SharedNonces is not null);
            foreach (var warning in AccessWarnings.Of(registry.State))
            {
                LogWarning(logger, warning);
            }

            return new(options, registry, master, time);
        }
        catch (AccountsUnreadableException e)
        {
            throw new StartException(e.Message, StartException.Environment);
        }
    }

    /// <param name="audit">Null when nothing is recorded.</param>
    /// <param name="meter">Null when nothing is counted.</param>
    /// <param name="seats">All doors share them; null when anybody may read any number of pages at once.</param>
    internal Guards Guards(SluiceEngine engine, AuditLog? audit, ServerMeter? meter = null, Seats? seats = null) => new()
    {
        Audit = audit,
        Seats = seats,
        Meter = meter,
        Time = _time,
        Authenticator = IsOpen
            ? null
            : new Authenticator(new KeyRing(_registry, _tokens), _options.Authentication, _time),
        Gatekeeper = new Gatekeeper(
            _options.Region.Id, engine.Executions.FindFlowOfTaskAsync, _time),
        Rates = _options.CallRates is { } rates ? new CallRates(rates, _time) : null,
    };

    /// <summary>The door of the own API, where browsers may be logged in.</summary>
    /// <param name="facts">Null where there is an engine and no server.</param>
    /// <param name="queues">Null where there are none.</param>
    internal OwnDoor OwnDoor(
        SluiceEngine engine,
        AuditLog? audit,
        ILoggerFactory loggers,
        ServerMeter? meter = null,
        SystemFacts? facts = null,
        QueueStore? queues = null,
        Seats? seats = null,
        IObjectStore? objects = null,
        EventBuses? events = null)
    {
        var sessions = IsOpen ? null : new LoginSessions(new KeyRing(_registry, _tokens), _options.Logins, _time);
        var guards = Guards(engine, audit, meter, seats) with
        {
            Logins = sessions is null ? null : new BrowserLogins(sessions).Find,
        };
        var routes = ResourceTable.Of(
            engine,
            guards.Gatekeeper,
            _options.Audit,
            new SessionResources(sessions, new LoginAttempts(_time)),
            facts ?? SystemFacts.Of(engine, _options.Health, _time),
            queues,
            objects,
            events,
            _options.Tests,
            () => _registry.State.Users.Values.Select(user => user.Account).Append(AccountId.Default).Distinct(),
            _time);
        return new OwnDoor(routes, _options.Limits, guards, loggers);
    }

    /// <summary>The door of queues and topics, with a signature of its own.</summary>
    internal MessageDoor MessageDoor(
        SluiceEngine engine, QueueStore queues, AuditLog? audit, ServerMeter? meter, Seats seats, ILoggerFactory loggers) => new(
        queues,
        _options.Limits,
        Guards(engine, audit, meter, seats),
        IsOpen ? null : new MessageSignature(new KeyRing(_registry, _tokens), _options.Authentication.ClockSkew, _time),
        loggers);

    internal Api Extension() => Api.Extension(AdministrationTable.Of(_registry, _options.Audit, IsOpen, _time));

    internal Api Sts() => Api.Sts(OperationTable.Of([new AssumeRole(new RoleSessions(_registry, _tokens, _time)).Operation]));

    /// <summary>What flows may start.</summary>
    public StartPermission MayStart() =>
        IsOpen ? static _ => null : new FlowStarts(_registry, _options.Region.Id, _time).Refusal;

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Warning}")]
    private static partial void LogWarning(ILogger logger, string warning);
}
