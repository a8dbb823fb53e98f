using System.Collections.Frozen;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging.Abstractions;
using Sluice.Identity.Callers;
using Sluice.Model;
using Sluice.Server.Admission;
using Sluice.Server.Authentication;
using Sluice.Server.Guests;
using Sluice.Server.Health;
using Sluice.Server.Hosting;
using Sluice.Server.Operations;
using Sluice.Server.Permissions;
using Sluice.Server.Routing;
using Sluice.Server.Rpc;
using Sluice.Server.Tests.Authentication;
using Sluice.Server.Throttling;
using Sluice.Server.Tls;
using Sluice.Server.Welcome;
using Sluice.Server.Wire;
using Sluice.Sharing.Memory;
using Sluice.Workbench;

namespace Sluice.Server.Tests.Hosting;

/// <summary>A server on a free loopback port, with operations that only show what reaches them.</summary>
public sealed class ServerFixture : IAsyncLifetime
{
    private WebApplication? _server;
    private Lobby? _lobby;

    public IPEndPoint Address { get; private set; } = new(IPAddress.Loopback, 0);

    public string Host => Address.ToString();

    internal AuthenticationOptions Authentication { get; init; } = new();

    internal CallRates? CallRates { get; init; }

    /// <summary>Makes it an https server.</summary>
    internal ServerCertificate? Certificate { get; init; }

    internal TimeProvider Time { get; init; } = TimeProvider.System;

    internal int MaxConnections { get; init; } = 100;

    /// <summary>Other operations than those that only show what reaches them.</summary>
    internal Func<CancellationToken, FrozenDictionary<string, Operation>>? Operations { get; init; }

    /// <summary>Other APIs than one of those operations.</summary>
    internal Func<CancellationToken, IReadOnlyList<Api>>? Apis { get; init; }

    /// <summary>Other guards than the key and the rates.</summary>
    internal Guards? Guards { get; init; }

    /// <summary>Besides those of every server.</summary>
    internal IReadOnlyList<IMount> Mounts { get; init; } = [];

    internal IReadOnlyList<System.Net.IPNetwork> TrustedProxies { get; init; } = [];

    internal TimeSpan HeaderTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Of everybody who calls.</summary>
    internal SharedMemory Memory { get; init; } = Some.Memory();

    /// <summary>The clock of connections and of requests on their way in.</summary>
    internal TimeProvider LobbyTime { get; init; } = TimeProvider.System;

    internal Lobby Lobby => _lobby!;

    /// <summary>Of the process; a test has no need to give it.</summary>
    internal StopOrder Stop { get; } = new(TimeSpan.Zero, TimeProvider.System);

    /// <summary>Completes when a poll has begun, and when its caller is seen to have gone.</summary>
    internal TaskCompletionSource PollBegan { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal TaskCompletionSource PollAbandoned { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async ValueTask InitializeAsync()
    {
        var options = new HostingOptions
        {
            Listen = [new ListenUrl(new(IPAddress.Loopback, 0), IsTls: Certificate is not null)],
            MaxConnections = MaxConnections,
            TrustedProxies = TrustedProxies,
            HeaderTime = HeaderTime,
        };
        var (limits, loggers) = (Limits.Default, NullLoggerFactory.Instance);
        var verifier = Authentication.Key is { } key ? new Authenticator(new OneKey(key.Id, key.Secret), Authentication, Time) : null;
        _lobby = new(Memory, options.Guests, LobbyTime);
        _server = WebServer.Build(options, limits.RequestBytes, _lobby, Certificate, loggers, Stop, [], add: null, (_, stopping) => new Router(
            [new WelcomePage(), new Liveness(), .. Mounts],
            RpcCodec.Door(
                Apis?.Invoke(stopping) ?? [Api.Flows(Operations?.Invoke(stopping) ?? Echoes())],
                limits,
                Guards ?? new Guards { Authenticator = verifier, Rates = CallRates },
                loggers),
            stopping));
        await _server.StartAsync();
        Address = IPEndPoint.Parse(new Uri(_server.Urls.Single()).Authority);
    }

    public async ValueTask DisposeAsync()
    {
        await _server!.DisposeAsync();
        _lobby!.Dispose();
    }

    /// <summary>Stops taking calls, and answers those in progress.</summary>
    internal Task StopAsync() => _server!.StopAsync();

    internal Task<RawClient> ConnectAsync() => RawClient.ConnectAsync(Address);

    /// <summary>One request on a connection of its own.</summary>
    /// <param name="request">Lines end with a line feed here and with both characters on the wire.</param>
    internal async Task<RawAnswer> SendAsync(string request)
    {
        using var client = await ConnectAsync();
        await client.SendAsync(request);
        return await client.ReadAnswerAsync();
    }

    private FrozenDictionary<string, Operation> Echoes() => OperationTable.Of(
        [
            Showing("ListFlows", mutates: false, EchoAsync),
            Showing("DeleteFlow", mutates: true, EchoAsync),
            Showing("DescribeExecution", mutates: false, PollAsync),
            Showing("StartExecution", mutates: true, FailBadlyAsync),
            Showing("StopExecution", mutates: true, FailLateAsync),
        ]);

    /// <summary>An operation that takes its parameters as they are.</summary>
    internal static Operation Showing(
        string name, bool mutates, Func<Parameters, Caller, Utf8JsonWriter, CancellationToken, Task> run) =>
        new Operation<Parameters>(name, mutates)
        {
            TakesPayload = mutates,
            Naming = [],
            Reading = (parameters, _) => parameters,
            Subject = _ => Subject.Anything,
            Run = run,
        };

    private static Task EchoAsync(
        Parameters parameters, Caller caller, Utf8JsonWriter answer, CancellationToken cancellationToken)
    {
        foreach (var (name, value) in parameters.All.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            answer.WriteString("got " + name, value.Text);
        }

        return Task.CompletedTask;
    }

    private static Task FailBadlyAsync(
        Parameters parameters, Caller caller, Utf8JsonWriter answer, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("a private detail");

    private static Task FailLateAsync(
        Parameters parameters, Caller caller, Utf8JsonWriter answer, CancellationToken cancellationToken)
    {
        answer.WriteString("Half", "written");
        throw ApiException.ExecutionNotExists("o-17", "orders");
    }

    private async Task PollAsync(
        Parameters parameters, Caller caller, Utf8JsonWriter answer, CancellationToken cancellationToken)
    {
        PollBegan.TrySetResult();
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        finally
        {
            PollAbandoned.TrySetResult();
        }
    }
}
