using System.Text.RegularExpressions;
using Sluice.Cli;
using Sluice.Cli.Configuration;
using Sluice.Definitions.Syntax;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Docs.Tests.Pages;

/// <summary>What is under ops names settings, verbs and files that there are: nothing here can start a container.</summary>
public sealed partial class DeploymentTests
{
    private static readonly string[] Files = ["ops/docker/Dockerfile", "ops/kubernetes/sluice.yaml", "ops/systemd/sluice.service"];

    [Fact]
    public void Every_variable_is_one_of_a_setting()
    {
        var known = Settings.All.Select(setting => setting.Variable).Append(ConfigurationFile.Variable).ToHashSet(StringComparer.Ordinal);

        Assert.All(Files, file => Assert.All(
            Variable().Matches(Read(file)), name => Assert.True(known.Contains(name.Value) || name.Value == "SLUICE_", $"{file}: there is no {name.Value}.")));
    }

    [Fact]
    public void Values_that_are_given_can_be()
    {
        var given = Assigned().Matches(Read("ops/docker/Dockerfile")).Concat(Named().Matches(Read("ops/kubernetes/sluice.yaml"))).ToList();

        Assert.True(given.Count > 6);
        Assert.All(given, pair =>
        {
            var setting = Settings.All.Single(setting => setting.Variable == pair.Groups["name"].Value);
            Assert.True(setting.Accepts(pair.Groups["value"].Value.Trim('"')), pair.Value);
        });
    }

    [Fact]
    public void The_image_is_not_root_and_asks_a_verb_that_there_is_whether_it_is_well()
    {
        var lines = File.ReadLines(Repository.PathOf(Files[0])).ToList();

        Assert.Contains(lines, line => line == "USER 1654:1654");
        Assert.Contains(lines, line => line.StartsWith("HEALTHCHECK ", StringComparison.Ordinal) && line.EndsWith("CMD [\"/sluice/sluice\", \"ready\"]", StringComparison.Ordinal));
        Assert.Contains(VerbTable.All, verb => verb.Name == "ready");
        Assert.All(Copied().Matches(Read(Files[0])).SelectMany(copy => copy.Groups["from"].Value.Split(' ')), path =>
            Assert.True(Path.Exists(Repository.PathOf(path)), $"{path} is copied, and is not there."));
    }

    [Fact]
    public void The_manifests_are_documents_with_one_server_that_is_not_root_and_probes_that_are_answered()
    {
        var documents = Read(Files[1]).Split("\n---\n").Select(text => YamlText.Read(text, Limits.Default, out var problems) is MappingNode document && problems.Count == 0
            ? document
            : throw new InvalidOperationException($"No YAML: {problems.FirstOrDefault()?.Message}")).ToList();

        Assert.Equal(["Service", "StatefulSet"], documents.Select(document => Text(document, "kind")));
        var set = Read(Files[1]);
        Assert.Contains("replicas: 1\n", set, StringComparison.Ordinal);
        Assert.Contains("runAsNonRoot: true", set, StringComparison.Ordinal);
        Assert.Contains("readOnlyRootFilesystem: true", set, StringComparison.Ordinal);
        Assert.Equal(["/healthz", "/healthz", "/readyz"], Probed().Matches(set).Select(probe => probe.Groups["path"].Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_unit_starts_the_server_hardened_and_gives_it_time_to_stop()
    {
        var unit = Read(Files[2]);

        Assert.Contains("\nExecStart=/opt/sluice/sluice serve --data /var/lib/sluice\n", unit, StringComparison.Ordinal);
        Assert.All(["DynamicUser=yes", "NoNewPrivileges=yes", "ProtectSystem=strict", "CapabilityBoundingSet=", "TimeoutStopSec=60", "Restart=on-failure"], line =>
            Assert.Contains($"\n{line}\n", unit, StringComparison.Ordinal));
    }

    private static string? Text(MappingNode node, string key) => node.Find(key)?.Value is ScalarNode { Value: JsonString text } ? text.Value : null;

    private static string Read(string file) => File.ReadAllText(Repository.PathOf(file));

    [GeneratedRegex("SLUICE_[A-Z_]*")]
    private static partial Regex Variable();

    [GeneratedRegex(@"(?<=ENV |^    )(?<name>SLUICE_[A-Z_]+)=(?<value>\S+)", RegexOptions.Multiline)]
    private static partial Regex Assigned();

    [GeneratedRegex(@"name: (?<name>SLUICE_[A-Z_]+), value: (?<value>[^}\s]+|""[^""]*"")")]
    private static partial Regex Named();

    [GeneratedRegex("^COPY (?!--)(?<from>.+) \\S+$", RegexOptions.Multiline)]
    private static partial Regex Copied();

    [GeneratedRegex(@"httpGet: \{ path: (?<path>/\w+),")]
    private static partial Regex Probed();
}
