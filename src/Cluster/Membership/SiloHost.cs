using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Connections.Security;
using Sluice.Cluster.Messages;
using Sluice.Storage;

namespace Sluice.Cluster.Membership;

/// <summary>Orleans as it is used here: a list of members, and messages between them. No grain, no gateway, no directory of grains.</summary>
internal static class SiloHost
{
    /// <summary>Probes that are missed in a row before a node votes that another one is gone.</summary>
    private const int MissedProbes = 3;

    /// <param name="door">Where messages of other nodes come in.</param>
    /// <param name="onFatal">Told why the node must end at once: the others have declared it gone.</param>
    public static IHost Build(
        NodeOptions options, StoreIdentity identity, ISharedStore store, NodeDoor door, ILoggerFactory loggers, Action<string> onFatal)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new() { DisableDefaults = true });
        builder.Services.AddSingleton<ILoggerFactory>(new QuietLoggers(loggers));
        builder.Services.AddSingleton(door);
        builder.Services.AddSingleton<NodeClient>();
        builder.UseOrleans(silo => Configure(silo, options, identity, store));

        // Signals are the server's: it gives its shards away and answers what is under way before it leaves.
        builder.Services.Replace(ServiceDescriptor.Singleton<IHostLifetime, NoLifetime>());
        builder.Services.Replace(ServiceDescriptor.Singleton<IFatalErrorHandler>(new FatalHandler(onFatal)));
        return builder.Build();
    }

    private static void Configure(ISiloBuilder silo, NodeOptions options, StoreIdentity identity, ISharedStore store)
    {
        silo.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (NameOf(identity), "sluice"));
        silo.Configure<EndpointOptions>(end =>
        {
            (end.AdvertisedIPAddress, end.SiloPort, end.GatewayPort) = (options.Listen.Address, options.Listen.Port, 0);
            end.SiloListeningEndpoint = options.Listen;
        });
        silo.Configure<ClusterMembershipOptions>(members => Configure(members, options.FailAfter));
        silo.Services.AddSingleton<IMembershipTable>(new MemberRows(store));
        silo.AddGrainService<NodeService>();
        if (options.Certificate is { } certificate)
        {
            silo.UseTls(certificate.Own, tls => Configure(tls, certificate));
        }
    }

    /// <remarks>
    /// The longest probe must be set too: by default votes against a node whose connection merely is silent wait four times as
    /// long, and a lost machine is found out after a minute.
    /// </remarks>
    private static void Configure(ClusterMembershipOptions members, TimeSpan failAfter)
    {
        members.ProbeTimeout = failAfter / MissedProbes;
        members.MinProbeTimeout = members.ProbeTimeout;
        members.MaxProbeTimeout = members.ProbeTimeout;
        members.NumMissedProbesLimit = MissedProbes;
        members.NumVotesForDeathDeclaration = 2;
        members.TableRefreshTimeout = TimeSpan.FromSeconds(5);
        members.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(30);
        members.DefunctSiloExpiration = TimeSpan.FromHours(1);
        members.DefunctSiloCleanupPeriod = TimeSpan.FromMinutes(10);
    }

    private static void Configure(TlsOptions tls, NodeCertificate certificate)
    {
        tls.RemoteCertificateMode = RemoteCertificateMode.RequireCertificate;
        tls.ClientCertificateMode = RemoteCertificateMode.RequireCertificate;
        tls.RemoteCertificateValidation = (shown, _, _) => certificate.Accepts(shown);
        tls.OnAuthenticateAsClient = (_, client) => client.TargetHost = "sluice";
    }

    /// <summary>Nodes of another store are strangers.</summary>
    private static string NameOf(StoreIdentity identity) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(identity.TokenKey.Span, "cluster"u8))[..16];

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class FatalHandler(Action<string> onFatal) : IFatalErrorHandler
    {
        public bool IsUnexpected(Exception exception) => exception is not OperationCanceledException;

        public void OnFatalException(object? sender, string? context, Exception? exception) =>
            onFatal(exception?.Message ?? context ?? "no reason is given");
    }
}
