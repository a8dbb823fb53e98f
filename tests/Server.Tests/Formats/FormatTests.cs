using Sluice.Simulation;
using Sluice.Storage.Sqlite;
using Sluice.Storage.Sqlite.Files;

namespace Sluice.Server.Tests.Formats;

/// <summary>Databases that releases have written stay in the tests for ever, and each later release goes on with them.</summary>
public sealed class FormatTests : IDisposable
{
    /// <summary>A directory to write a database of the present format to; see CONTRIBUTING.md.</summary>
    private const string Wanted = "SLUICE_WRITE_FORMAT";

    private const int First = 7;

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("sluice-format-");

    private string Database => Path.Combine(_directory.FullName, "sluice.db");

    private string Mark => Path.Combine(_directory.FullName, "sluice.mark");

    public void Dispose() => _directory.Delete(recursive: true);

    /// <summary>Each format since the first whose file has some of everything.</summary>
    public static TheoryData<int> Formats => [.. Enumerable.Range(First, Schema.Format - First + 1)];

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task What_a_release_has_left_behind_goes_on_to_its_right_end(int format)
    {
        TakeFile(format);
        await GoOnAsync(world => new Release(world).CheckAsync(format));
        var found = new List<string>();
        SqliteStore.Check(_directory.FullName, new() { Found = (what, problem) => found.Add($"{what}: {problem}") });
        Assert.Empty(found);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task What_an_older_release_has_left_behind_goes_on_too(int format)
    {
        TakeFile(format);
        await GoOnAsync(world =>
        {
            OlderRelease.Check(world, format);
            return Task.CompletedTask;
        });
    }

    // It is what the files are made with, so it must go on working.
    [Fact]
    public async Task What_this_release_leaves_behind_goes_on_too()
    {
        await GoOnAsync(world => new Release(world).MakeAsync());
        if (Environment.GetEnvironmentVariable(Wanted) is { Length: > 0 } directory)
        {
            File.Copy(Database, Path.Combine(directory, $"format-{Schema.Format}.db"), overwrite: true);
            File.Copy(Mark, Path.Combine(directory, $"format-{Schema.Format}.mark"), overwrite: true);
        }

        await GoOnAsync(world => new Release(world).CheckAsync(Schema.Format));
    }

    private void TakeFile(int format)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Formats", $"format-{format}");
        File.Copy(path + ".db", Database);
        if (File.Exists(path + ".mark"))
        {
            File.Copy(path + ".mark", Mark);
        }
    }

    private async Task GoOnAsync(Func<World, Task> work)
    {
        await using var store = await SqliteStore.OpenAsync(
            new SqliteStoreOptions { Directory = _directory.FullName, ShardCount = 4 }, CancellationToken.None);

        // On a thread of its own: the simulation blocks it.
        await Task.Factory.StartNew(
            () => work(new World(seed: 1, store: BlockingStore.Over(store))),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap();
    }
}
