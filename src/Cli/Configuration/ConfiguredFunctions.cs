using Sluice.Cli.Wording;
using Sluice.Definitions.Syntax;
using Sluice.Model.Json;
using Sluice.Outbound.Signing;
using Sluice.Targets.Functions;

namespace Sluice.Cli.Configuration;

/// <summary>The setting <c>functions</c> as the file can write it: what stands for each function, and how it is run.</summary>
internal sealed class ConfiguredFunctions
{
    private const string Function = "function";

    /// <summary>What stands for a function, and the keys that may stand beside it.</summary>
    private static readonly Dictionary<string, string[]> Backends = new(StringComparer.Ordinal)
    {
        ["runtime"] = [],
        ["http"] = [],
        ["process"] = ["directory", "environment", "instances", "callsPerInstance", "idleSeconds", "startSeconds"],
        ["exec"] = ["directory", "environment", "instances", "timeLimitSeconds"],
        ["fc2"] = ["accessKey", "account"],
        ["fc3"] = ["accessKey"],
        ["mock"] = [],
    };

    private readonly FileSection _section;
    private readonly MappingNode _entry;

    private ConfiguredFunctions(FileSection section, MappingNode entry) => (_section, _entry) = (section, entry);

    public static IReadOnlyList<FunctionMapping> Read(SequenceNode list, FileSection section)
    {
        var mappings = new List<FunctionMapping>();
        foreach (var item in list.Items)
        {
            section.Attempt(() => mappings.Add(Read(item, section)));
        }

        return mappings;
    }

    private static FunctionMapping Read(SyntaxNode item, FileSection section) => item switch
    {
        MappingNode entry => new ConfiguredFunctions(section, entry).Read(),
        ScalarNode { Value: JsonString text } when FunctionMapping.TryParse(section.Expand(text.Value, item), out var mapping) =>
            mapping,
        _ => throw FileSection.Wrong(
            item.Position,
            SettingTexts.FormatFunctionEntry(string.Join(", ", Backends.Keys))),
    };

    private FunctionMapping Read()
    {
        var kinds = _entry.Entries.Where(member => Backends.ContainsKey(member.Key)).ToList();
        var known = kinds is [var one] ? Backends[one.Key] : [.. Backends.Values.SelectMany(keys => keys).Distinct()];
        _section.Entries(_entry, "functions", [Function, .. Backends.Keys, .. known]);
        if (kinds is not [var kind])
        {
            throw FileSection.Wrong(
                _entry.Position, SettingTexts.FormatFunctionBackend(string.Join(", ", Backends.Keys)));
        }

        var pattern = _entry.Find(Function) is { } name
            ? _section.Text(name)
            : throw FileSection.Wrong(_entry.Position, SettingTexts.FunctionMissing);
        return new FunctionMapping(pattern, Backend(kind));
    }

    private FunctionBackend Backend(MappingEntry kind) => kind.Key switch
    {
        "runtime" => new FunctionBackend.Runtime(_section.Url(kind)),
        "http" => new FunctionBackend.Http(_section.Url(kind)),
        "process" => new FunctionBackend.Process(Command(kind))
        {
            Instances = Number("instances", 1, 1_000, 1),
            CallsPerInstance = Number("callsPerInstance", 1, 100_000, 100),
            Idle = TimeSpan.FromSeconds(Number("idleSeconds", 1, 86_400, 300)),
            StartTime = TimeSpan.FromSeconds(Number("startSeconds", 1, 3_600, 30)),
        },
        "exec" => new FunctionBackend.Exec(Command(kind))
        {
            Instances = Number("instances", 1, 1_000, 10),
            TimeLimit = TimeSpan.FromSeconds(Number("timeLimitSeconds", 1, 86_400, 600)),
        },
        "fc2" => new FunctionBackend.Fc2(
            _section.Url(kind), Key(kind), _entry.Find("account") is { } account ? Plain(account) : null),
        "fc3" => new FunctionBackend.Fc3(_section.Url(kind), Key(kind)),
        _ => new FunctionBackend.Mock(Answers(kind)),
    };

    private FunctionCommand Command(MappingEntry kind) => new(
        _section.Texts(kind),
        _entry.Find("directory") is { } directory ? _section.Text(directory) : null,
        _entry.Find("environment") is { } environment ? _section.Map(environment) : new Dictionary<string, string>());

    private SigningKey Key(MappingEntry kind) => SigningKeys.Read(_section, _entry.Find("accessKey")
        ?? throw FileSection.Wrong(kind.KeyPosition, SettingTexts.FormatNeedsAccessKey(kind.Key)));

    private IReadOnlyList<MockAnswer> Answers(MappingEntry kind) => kind.Value is SequenceNode { Items: { Count: > 0 } items }
        ? [.. items.Select(Answer)]
        : throw FileSection.Wrong(
            kind.Value.Position, SettingTexts.MockSequence);

    private MockAnswer Answer(SyntaxNode node)
    {
        var members = _section.Entries(node, SettingTexts.AnswerOfMock, "returns", "fails", "cause");
        var (returns, fails) = (members.FirstOrDefault(member => member.Key == "returns"), members.FirstOrDefault(member => member.Key == "fails"));
        var cause = members.FirstOrDefault(member => member.Key == "cause");
        return (returns, fails) switch
        {
            ({ } value, null) => new MockAnswer(JsonPayload.Of(value.Value.ToJson())),
            (null, { } name) => new MockAnswer(null, _section.Text(name), cause is null ? "" : _section.Text(cause)),
            _ => throw FileSection.Wrong(node.Position, SettingTexts.MockAnswer),
        };
    }

    private int Number(string name, int least, int most, int absent) =>
        _entry.Find(name) is { } member ? _section.Number(member, least, most) : absent;

    /// <summary>A number or a text, as it is written.</summary>
    private string Plain(MappingEntry member) => _section.Scalar(member).Value is JsonString text ? text.Value : _section.Scalar(member).Value.ToString();
}
