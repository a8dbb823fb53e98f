using Sluice.Cli.Tests.Remote;

namespace Sluice.Cli.Tests.Examples;

/// <summary><c>sluice init</c> and <c>sluice examples</c>.</summary>
public sealed class InitTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sluice-init-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Every_example_can_be_begun_with_and_its_tests_pass_where_it_was_written()
    {
        var listed = (await RunAsync("examples", "--json")).Json.GetProperty("items").EnumerateArray().ToList();
        Assert.True(listed.Count >= 20);
        foreach (var example in listed)
        {
            var name = example.GetProperty("name").GetString()!;
            var begun = await RunAsync("init", PathOf($"my-{name}"), "--example", name);
            Assert.Equal((0, ""), (begun.ExitCode, begun.Error));
            Assert.Contains($"sluice deploy my-{name}/flow.yaml", File.ReadAllText(PathOf($"my-{name}", "README.zh.md")), StringComparison.Ordinal);
            Assert.DoesNotContain("sluice init", File.ReadAllText(PathOf($"my-{name}", "README.md")), StringComparison.Ordinal);
        }

        Assert.Equal(0, (await RunAsync("test", _folder.FullName)).ExitCode);
    }

    [Fact]
    public async Task A_directory_that_is_called_like_an_example_gets_that_one_and_any_other_gets_hello()
    {
        await RunAsync("init", PathOf("polling"));
        await RunAsync("init", PathOf("mine"));

        Assert.Contains("Submit", File.ReadAllText(PathOf("polling", "flow.yaml")), StringComparison.Ordinal);
        Assert.Contains("Hello", File.ReadAllText(PathOf("mine", "flow.yaml")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_written_over_and_then_nothing_is_written_at_all()
    {
        File.WriteAllText(PathOf("flow.yaml"), "mine");

        var said = await RunAsync("init", _folder.FullName, "--example", "hello");

        Assert.Equal((2, ""), (said.ExitCode, said.Output));
        Assert.Contains($"'{PathOf("flow.yaml")}' is there already", said.Error, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(Assert.Single(Directory.GetFileSystemEntries(_folder.FullName))));
    }

    [Fact]
    public async Task A_name_that_is_misspelt_gets_the_nearest_and_a_place_that_cannot_be_written_is_told()
    {
        Assert.Contains("Did you mean 'order-saga'?", (await RunAsync("init", "--example", "ordersaga")).Error, StringComparison.Ordinal);
        var said = await RunAsync("init", "/dev/null/there");
        Assert.Equal(2, said.ExitCode);
        Assert.Contains("'/dev/null/there' cannot be written", said.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Examples_are_told_in_the_language_of_the_environment()
    {
        Assert.Contains("Asks somebody", (await RunAsync("examples")).Output, StringComparison.Ordinal);
        Assert.Contains("询问某人", (await Said.ByAsync(["examples"], "", ("LANG", "zh_CN.UTF-8"))).Output, StringComparison.Ordinal);
        Assert.Contains("询问某人", (await RunAsync("examples", "--lang", "zh")).Output, StringComparison.Ordinal);
    }

    private string PathOf(params string[] parts) => Path.Combine([_folder.FullName, .. parts]);

    private static Task<Said> RunAsync(params string[] arguments) => Said.ByAsync(arguments, "");
}
