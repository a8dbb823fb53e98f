using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace Sluice.Cli.Tests.Serving;

/// <summary>What a started server tells of its settings, and to whom it could be handed on.</summary>
public sealed class SupportTests : IDisposable
{
    private const string Planted = "planted7c1f";

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("sluice-support-");

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public async Task Secrets_are_nowhere_in_what_it_says_of_itself_or_in_the_archive()
    {
        var sealing = string.Concat(Enumerable.Repeat("5ea1", 16));
        var secrets = Directory.CreateDirectory(Path.Combine(_root.FullName, "secrets"));
        await File.WriteAllTextAsync(Path.Combine(secrets.FullName, "headers"), $"x-key={Planted}-file");
        await using var server = await StartedServer.StartAsync(
            Path.Combine(_root.FullName, "data"),
            "http://127.0.0.1:0",
            new Dictionary<string, string>
            {
                ["SLUICE_SEALING_KEY"] = sealing,
                ["SLUICE_OTLP_HEADERS"] = "${secret:headers}",
                ["OTHER_SECRET"] = $"{Planted}-variable",
            },
            "--otlp-endpoint",
            $"http://user:{Planted}-url@127.0.0.1:1",
            "--secrets-directory",
            secrets.FullName);
        await server.CreateFlowAsync("f", """
            Type: StateMachine
            SpecVersion: v1
            StartAt: a
            States: [{ Name: a, Type: Pass, End: true }]
            """);
        Assert.Null(await server.TryStartAsync("f", "run", $$"""{"password":"{{Planted}}-input"}"""));
        Assert.Equal("Succeeded", await server.StatusAsync("f", "run", wait: 60));
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{server.Port}/sluice/api/v1/") };

        var said = await client.GetStringAsync("system");
        var all = new StringBuilder(said);
        await using (var archive = new ZipArchive(await client.GetStreamAsync("system/bundle"), ZipArchiveMode.Read))
        {
            foreach (var entry in archive.Entries)
            {
                all.Append(await new StreamReader(entry.Open()).ReadToEndAsync());
            }
        }

        Assert.DoesNotContain(Planted, all.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(sealing, all.ToString(), StringComparison.Ordinal);
        var settings = JsonDocument.Parse(said).RootElement.GetProperty("settings").EnumerateArray().ToDictionary(
            setting => setting.GetProperty("name").GetString()!,
            setting => (setting.GetProperty("value").GetString(), setting.GetProperty("origin").GetString()));
        Assert.Equal(Settings.Count, settings.Count);
        Assert.Equal(("***", "SLUICE_SEALING_KEY"), settings["sealing.key"]);
        Assert.Equal(("***", "SLUICE_OTLP_HEADERS"), settings["otlp.headers"]);
        Assert.Equal(("http://***@127.0.0.1:1", "--otlp-endpoint"), settings["otlp.endpoint"]);
        Assert.Equal(("10000", "default"), settings["maxConnections"]);
    }

    [Fact]
    public void The_terms_of_every_package_that_is_built_in_are_told_and_of_no_other()
    {
        using var built = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "sluice.deps.json")));
        var packages = built.RootElement.GetProperty("libraries").EnumerateObject()
            .Where(library => library.Value.GetProperty("type").GetString() == "package")
            .Select(library => library.Name.Split('/')[0]);

        Assert.Equal(
            packages.Order(StringComparer.Ordinal),
            Cli.Configuration.Licences.All.Select(licence => licence.Name).Except(["Sluice", ".NET"]).Order(StringComparer.Ordinal));
    }

    private static IReadOnlyList<Cli.Configuration.Setting> Settings => Cli.Configuration.Settings.All;
}
