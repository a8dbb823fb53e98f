using System.Net.Sockets;
using System.Runtime.Versioning;
using Microsoft.Extensions.Logging.Abstractions;
using Sluice.Cli.Backups;
using Sluice.Cli.Configuration;
using Sluice.Cli.Serving;
using Sluice.Cli.Tests.Configuration;
using Sluice.Cli.Tests.Verbs;
using Sluice.Engine.Api;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Server.Starting;

namespace Sluice.Cli.Tests.Backups;

/// <summary>Backups of data directories, with and without a server on them.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class BackupTests : IDisposable
{
    private const string Pause = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: pause
        States: [{ Name: pause, Type: Wait, Seconds: 2, End: true }]
        """;

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("sluice-");

    private string Data => Path.Combine(_root.FullName, "data");

    private string Target => Path.Combine(_root.FullName, "backup");

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public async Task Executions_in_progress_at_a_backup_go_on_in_it()
    {
        await using (var server = await OpenAsync(Data))
        {
            await CreateFlowAsync(server);
            await StartAsync(server, "run");
            await BackUpAsync(Target);
            await StartAsync(server, "later");
        }

        await using var restored = await OpenAsync(Target);
        var run = await restored.Engine.Executions.DescribeAsync(
            AccountId.Default, Key("run"), TimeSpan.FromSeconds(60), CancellationToken.None);
        Assert.Equal(ExecutionStatus.Succeeded, run.Status);
        await Assert.ThrowsAsync<ApiException>(() => restored.Engine.Executions.DescribeAsync(
            AccountId.Default, Key("later"), TimeSpan.Zero, CancellationToken.None));
    }

    [Fact]
    public async Task What_is_acknowledged_while_a_backup_is_made_is_lost_by_nobody()
    {
        await using var server = await OpenAsync(Data);
        await CreateFlowAsync(server);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(n => StartAsync(server, $"before{n}")));
        var backup = BackUpAsync(Target);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(n => StartAsync(server, $"during{n}")));
        await backup;

        await using var restored = await OpenAsync(Target);
        foreach (var n in Enumerable.Range(0, 50))
        {
            await DescribeAsync(restored, $"before{n}");
            await DescribeAsync(server, $"during{n}");
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task All_else_in_the_data_directory_comes_along_but_what_belongs_to_a_process(bool isRunning)
    {
        var server = await OpenAsync(Data);
        await CreateFlowAsync(server);
        var bucket = Directory.CreateDirectory(Path.Combine(Data, "objects", "bucket", "deep")).FullName;
        File.WriteAllText(Path.Combine(bucket, "object"), "content");
        File.WriteAllText(Path.Combine(Data, "sealing.key"), "secret");
        File.SetUnixFileMode(Path.Combine(Data, "sealing.key"), UnixFileMode.UserRead);
        if (!isRunning)
        {
            await server.DisposeAsync();
        }

        var output = await BackUpAsync(Target);

        Assert.Contains(Target, output);
        Assert.Equal("content", File.ReadAllText(Path.Combine(Target, "objects", "bucket", "deep", "object")));
        Assert.Equal(UnixFileMode.UserRead, File.GetUnixFileMode(Path.Combine(Target, "sealing.key")));
        Assert.Equal(
            ["objects", "queues.db", "sealing.key", "sluice.db", "sluice.mark"],
            Directory.GetFileSystemEntries(Target).Select(Path.GetFileName).Order());
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Target));
        if (isRunning)
        {
            await server.DisposeAsync();
        }
    }

    [Fact]
    public async Task Only_the_servers_user_can_ask_it_and_a_stopped_one_leaves_no_socket()
    {
        await using (await OpenAsync(Data))
        {
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(BackupSocket.PathIn(Data)));
        }

        Assert.False(File.Exists(BackupSocket.PathIn(Data)));
    }

    [Fact]
    public async Task A_socket_that_a_killed_server_left_is_in_nobodys_way()
    {
        await using (var first = await OpenAsync(Data))
        {
            await CreateFlowAsync(first);
        }

        File.WriteAllText(BackupSocket.PathIn(Data), "");
        await BackUpAsync(Target);

        await using var server = await OpenAsync(Data);
        await BackUpAsync(Target + "2");
        Assert.True(File.Exists(Path.Combine(Target + "2", "sluice.db")));
    }

    [Fact]
    public async Task A_place_that_is_taken_is_refused_and_left_alone()
    {
        await using var server = await OpenAsync(Data);
        Directory.CreateDirectory(Target);
        File.WriteAllText(Path.Combine(Target, "mine"), "");

        await AssertRefusedAsync(Target, "Name a directory that is empty or absent.");
        await AssertRefusedAsync(Path.Combine(Data, "inside"), "Name a directory outside of it.");
        await AssertRefusedAsync("/dev/null/backup", "cannot be written");

        Assert.Equal(["mine"], Directory.GetFileSystemEntries(Target).Select(Path.GetFileName));
        Assert.False(Path.Exists(Target + ".new"));
    }

    [Fact]
    public async Task An_empty_directory_is_taken_and_a_second_backup_goes_elsewhere()
    {
        await using var server = await OpenAsync(Data);
        Directory.CreateDirectory(Target);

        await BackUpAsync(Target);

        await AssertRefusedAsync(Target, "Name a directory that is empty or absent.");
        await BackUpAsync(Target + "2");
    }

    [Fact]
    public async Task A_server_that_dies_in_the_midst_leaves_nothing_of_the_backup()
    {
        Directory.CreateDirectory(Data);
        using var dying = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        dying.Bind(new UnixDomainSocketEndPoint(BackupSocket.PathIn(Data)));
        dying.Listen();
        var refused = AssertRefusedAsync(Target, "The server ended before the backup did.");
        using (await dying.AcceptAsync())
        {
            Directory.CreateDirectory(Path.Combine(Target + ".new", "objects"));
        }

        await refused;
        Assert.False(Path.Exists(Target + ".new"));
    }

    [Fact]
    public async Task Without_a_store_there_is_no_backup_and_nothing_is_made()
    {
        await AssertRefusedAsync(Target, "There is no store in");

        Assert.Empty(_root.GetFileSystemInfos());
    }

    [Theory]
    [InlineData]
    [InlineData("--data", "somewhere")]
    [InlineData("")]
    public async Task A_backup_needs_a_directory(params string[] arguments)
    {
        var refusal = await Assert.ThrowsAsync<StartException>(
            () => new BackupVerb().RunAsync(arguments, SomeSurroundings.Of(TextWriter.Null)));

        Assert.Contains("use: sluice backup DIRECTORY", refusal.Message);
        Assert.Equal(StartException.Usage, refusal.ExitCode);
    }

    private async Task<string> BackUpAsync(string target)
    {
        var output = new StringWriter();
        Assert.Equal(0, await new BackupVerb().RunAsync([target, "--data", Data], SomeSurroundings.Of(output)));
        return output.ToString();
    }

    private async Task AssertRefusedAsync(string target, string sentence)
    {
        var refusal = await Assert.ThrowsAsync<StartException>(() => BackUpAsync(target));
        Assert.Contains(sentence, refusal.Message);
        Assert.Equal(StartException.Environment, refusal.ExitCode);
    }

    private static Task<Composition> OpenAsync(string data) => Composition.OpenAsync(
        SluiceOptions.Read(SomeSettings.Of(line: $"--data {data}")),
        NullLoggerFactory.Instance,
        disk: null,
        _ => { },
        CancellationToken.None);

    private static Task CreateFlowAsync(Composition server) => server.Engine.Flows.CreateAsync(
        AccountId.Default, new NewFlow(FlowName.Parse("Name", "flow"), Pause), CancellationToken.None);

    private static Task StartAsync(Composition server, string name) => server.Engine.Executions.StartAsync(
        AccountId.Default,
        new NewExecution(FlowName.Lookup("flow"), ExecutionName.Parse("ExecutionName", name), input: null),
        CancellationToken.None);

    private static Task<ExecutionView> DescribeAsync(Composition server, string name) =>
        server.Engine.Executions.DescribeAsync(AccountId.Default, Key(name), TimeSpan.Zero, CancellationToken.None);

    private static ExecutionKey Key(string name) => new(FlowName.Lookup("flow"), ExecutionName.Lookup(name));
}
