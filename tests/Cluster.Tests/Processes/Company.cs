using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text.Json;
using Sluice.Cli.Tests.Serving;

namespace Sluice.Cluster.Tests.Processes;

/// <summary>Nodes of one cluster, each a process of its own, as an operator starts them.</summary>
internal sealed class Company : IAsyncDisposable
{
    /// <summary>What takes longer hangs.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private const string Pass = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: a
        States: [{ Name: a, Type: Pass, End: true }]
        """;

    private const string Wait = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: a
        States: [{ Name: a, Type: Wait, Seconds: 2, Next: b }, { Name: b, Type: Pass, End: true }]
        """;

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("sluice-cluster-");
    private readonly string _store;
    private readonly IReadOnlyDictionary<string, string> _settings;
    private readonly List<StartedServer> _nodes = [];

    private Company(string store, IReadOnlyDictionary<string, string> settings) => (_store, _settings) = (store, settings);

    /// <summary>Those that have been started, also those that have ended.</summary>
    public IReadOnlyList<StartedServer> Nodes => _nodes;

    /// <summary>Starts them one after the other, with the flows <c>pass</c>, <c>wait</c> (two seconds) and the Express flow <c>quick</c>.</summary>
    /// <param name="settings">Variables that all have besides; null for none.</param>
    public static async Task<Company> StartAsync(string store, int nodes, IReadOnlyDictionary<string, string>? settings = null)
    {
        var company = new Company(store, settings ?? new Dictionary<string, string>());
        try
        {
            for (var n = 0; n < nodes; n++)
            {
                await company.AddAsync();
            }

            await company.CreateAsync("pass", Pass);
            await company.CreateAsync("wait", Wait);
            await company.CreateAsync("quick", Pass, ("ExecutionMode", "Express"));
            return company;
        }
        catch
        {
            await company.DisposeAsync();
            throw;
        }
    }

    public async Task<StartedServer> AddAsync(string? store = null)
    {
        var node = await StartedServer.StartAsync(
            Path.Combine(_root.FullName, $"node-{_nodes.Count}"),
            "http://127.0.0.1:0",
            new Dictionary<string, string>(_settings)
            {
                ["SLUICE_STORE_POSTGRES"] = store ?? _store,
                ["SLUICE_CLUSTER_LISTEN"] = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{FreePort()}"),
                ["SLUICE_OBJECTS_DIRECTORY"] = Path.Combine(_root.FullName, "objects"),
                ["SLUICE_SEALING_KEY"] = new string('7', 64),
            });
        _nodes.Add(node);
        return node;
    }

    /// <summary>Creates a flow at the first node that lives, and returns when all know it.</summary>
    public async Task CreateAsync(string name, string definition, params (string, string)[] more)
    {
        var (status, body) = await _nodes[0].CallAsync(
            "CreateFlow", [("Name", name), ("Type", "FDL"), ("Description", ""), ("Definition", definition), .. more]);
        Assert.True(status == 200, body.ToString());
    }

    /// <summary>Waits until a condition holds, asking again and again.</summary>
    public static async Task UntilAsync(Func<Task<bool>> holds, string what)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await holds())
        {
            Assert.False(patience.IsCancellationRequested, $"It does not come to this: {what}.");
            await Task.Delay(50);
        }
    }

    /// <summary>Returns when these nodes have all shards among them.</summary>
    public static Task HaveAllShardsAsync(params StartedServer[] nodes) => UntilAsync(
        async () =>
        {
            var systems = await Task.WhenAll(nodes.Select(node => node.GetAsync("/sluice/api/v1/system")));
            return systems.Sum(system => system.GetProperty("shardsHere").GetInt32()) == systems[0].GetProperty("shards").GetInt32();
        },
        "the nodes that are left have all shards");

    /// <summary>The history of an execution that has succeeded: numbers without a gap, and one beginning and one end.</summary>
    public static async Task AssertWholeAsync(StartedServer node, string flow, string name)
    {
        Assert.Equal("Succeeded", await node.StatusAsync(flow, name, wait: 60));
        var (_, body) = await node.CallAsync(
            "GetExecutionHistory", ("FlowName", flow), ("ExecutionName", name), ("Limit", "100"));
        var events = body.GetProperty("Events").EnumerateArray().ToList();
        Assert.Equal(Enumerable.Range(1, events.Count), events.Select(item => item.GetProperty("EventId").GetInt32()));
        Assert.Equal("ExecutionStarted", Type(events[0]));
        Assert.Equal(["ExecutionSucceeded"], events.Select(Type).Where(type => type.StartsWith("ExecutionS", StringComparison.Ordinal)).Skip(1));

        static string Type(JsonElement item) => item.GetProperty("Type").GetString()!;
    }

    /// <summary>Ends it at once, as a lost machine ends it.</summary>
    public static async Task KillAsync(StartedServer node)
    {
        Assert.Equal(0, Kill(node.ProcessId, AtOnce));
        await node.EndAsync();
    }

    public static void Freeze(StartedServer node) => Assert.Equal(0, Kill(node.ProcessId, Stop));

    public static void Thaw(StartedServer node) => Assert.Equal(0, Kill(node.ProcessId, Continue));

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }

        _root.Delete(recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private const int AtOnce = 9;
    private const int Stop = 19;
    private const int Continue = 18;

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}
