using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Sluice.Cli.Configuration;
using Sluice.Cli.Serving;
using Sluice.Cli.Tests.Configuration;
using Sluice.Engine.Api;
using Sluice.Model.Names;
using Sluice.Storage.Sqlite.Database;

namespace Sluice.Cli.Tests.Serving;

/// <summary>A server's data directory, filled, closed, and then changed by somebody else.</summary>
internal sealed class DamagedServer : IDisposable
{
    public const int Executions = 6;

    public const string Waiting = "waiting";

    private const string Echo = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: a
        States: [{ Name: a, Type: Pass, End: true }]
        """;

    private const string Wait = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: a
        States: [{ Name: a, Type: Wait, Seconds: 1, End: true }]
        """;

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("sluice-");

    public string Data => Path.Combine(_root.FullName, "data");

    public string Database => Path.Combine(Data, "sluice.db");

    public void Dispose() => _root.Delete(recursive: true);

    /// <summary>Executions e1, e2 … of a flow 'echo', which have ended.</summary>
    public async Task FillAsync()
    {
        await using var server = await OpenAsync();
        await CreateAsync(server, "echo", Echo);
        for (var n = 1; n <= Executions; n++)
        {
            await StartAsync(server, "echo", $"e{n}", $$"""{"amount":"{{1000 + n}}"}""");
            await DescribeAsync(server, "echo", $"e{n}", wait: 60);
        }
    }

    /// <summary>Executions w1, w2 … of a flow 'waiting', which are in progress; a page holds a few of them.</summary>
    public async Task BeginAsync(int count)
    {
        await using var server = await OpenAsync();
        await CreateAsync(server, Waiting, Wait);
        for (var n = 1; n <= count; n++)
        {
            await StartAsync(server, Waiting, $"w{n}", $$"""{"filler":"{{new string('x', 400)}}"}""");
        }
    }

    public Task<Composition> OpenAsync() => Composition.OpenAsync(
        SluiceOptions.Read(SomeSettings.Of(line: $"--data {Data}")),
        NullLoggerFactory.Instance,
        disk: null,
        _ => { },
        CancellationToken.None);

    /// <summary>Changes bytes of the file where they stand first.</summary>
    public void Change(string written, string other)
    {
        var bytes = File.ReadAllBytes(Database);
        var place = bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(written));
        Assert.True(place >= 0);
        Encoding.UTF8.GetBytes(other).CopyTo(bytes.AsSpan(place));
        File.WriteAllBytes(Database, bytes);
    }

    /// <summary>Changes rows, in pages that stay whole.</summary>
    public void Run(string sql)
    {
        using var connection = Connection.Open(Database, Storage.Sqlite.Database.Access.Write);
        connection.Execute(sql);
    }

    public static Task StartAsync(Composition server, string flow, string name, string input) =>
        server.Engine.Executions.StartAsync(
            AccountId.Default,
            new NewExecution(FlowName.Lookup(flow), ExecutionName.Parse("ExecutionName", name), input),
            CancellationToken.None);

    public static Task<ExecutionView> DescribeAsync(Composition server, string flow, string name, int wait = 0) =>
        server.Engine.Executions.DescribeAsync(
            AccountId.Default, Key(flow, name), TimeSpan.FromSeconds(wait), CancellationToken.None);

    public static ExecutionKey Key(string flow, string name) => new(FlowName.Lookup(flow), ExecutionName.Lookup(name));

    private static Task CreateAsync(Composition server, string name, string definition) =>
        server.Engine.Flows.CreateAsync(
            AccountId.Default, new NewFlow(FlowName.Parse("Name", name), definition), CancellationToken.None);
}
