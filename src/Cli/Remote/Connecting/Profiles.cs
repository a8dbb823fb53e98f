using Sluice.Cli.Verbs;
using Sluice.Cli.Wording;
using Sluice.Client.Signing;
using Sluice.Definitions;
using Sluice.Definitions.Syntax;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Cli.Remote.Connecting;

/// <summary>Servers and keys that are kept by name, in a file that its owner alone can read.</summary>
internal sealed class Profiles
{
    private const UnixFileMode OfOthers = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private static readonly string[] Members = ["endpoint", "accessKeyId", "accessKeySecret", "securityToken"];

    private readonly string _path;
    private readonly Dictionary<string, Profile> _byName = new(StringComparer.Ordinal);
    private string? _default;

    private Profiles(string path) => _path = path;

    /// <summary>What a profile says; null for what it leaves out.</summary>
    internal sealed record Profile(string? Endpoint, ClientKey? Key);

    /// <summary>Those of <c>~/.config/sluice/profiles.yaml</c>; none without that file.</summary>
    /// <exception cref="UsageException">It cannot be read, or others can read it.</exception>
    public static Profiles Read(Surroundings surroundings)
    {
        var home = surroundings.Find("HOME") ?? surroundings.Find("USERPROFILE") ?? "";
        var profiles = new Profiles(Path.Combine(home, ".config", "sluice", "profiles.yaml"));
        if (home.Length > 0 && File.Exists(profiles._path))
        {
            profiles.ReadFile();
        }

        return profiles;
    }

    /// <summary>The one that the file calls its default; null when it names none.</summary>
    public Profile? FindDefault() => _default is null ? null : Get(_default);

    /// <exception cref="UsageException">There is no such profile.</exception>
    public Profile Get(string name) => _byName.TryGetValue(name, out var profile)
        ? profile
        : throw new UsageException(_byName.Count == 0
            ? Texts.FormatNoProfiles(name, _path)
            : Texts.FormatNoProfile(name, _path, string.Join(", ", _byName.Keys)));

    private void ReadFile()
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(_path) & OfOthers) != 0)
        {
            throw new UsageException(Texts.FormatProfilesOpen(_path));
        }

        var root = YamlText.Read(File.ReadAllText(_path), Limits.Default, out var problems);
        if (problems.Count > 0)
        {
            throw Wrong(problems[0].Position, problems[0].Message);
        }

        foreach (var entry in Entries(root))
        {
            if (entry.Key == "default")
            {
                _default = Text(entry);
            }
            else if (entry.Key == "profiles")
            {
                foreach (var profile in Entries(entry.Value))
                {
                    _byName[profile.Key] = ReadProfile(profile);
                }
            }
            else
            {
                throw Wrong(entry.KeyPosition, Texts.FormatProfilesUnknownKey(entry.Key));
            }
        }
    }

    private Profile ReadProfile(MappingEntry profile)
    {
        var entries = Entries(profile.Value);
        if (entries.FirstOrDefault(entry => !Members.Contains(entry.Key)) is { } unknown)
        {
            throw Wrong(unknown.KeyPosition, Texts.FormatProfileUnknownKey(unknown.Key, string.Join(", ", Members)));
        }

        var values = entries.ToDictionary(entry => entry.Key, Text);
        var (id, secret) = (values.GetValueOrDefault("accessKeyId"), values.GetValueOrDefault("accessKeySecret"));
        if ((id is null) != (secret is null))
        {
            throw Wrong(profile.KeyPosition, Texts.FormatProfileHalfKey(profile.Key));
        }

        var key = id is null || secret is null ? null : new ClientKey(id, secret, values.GetValueOrDefault("securityToken"));
        return new(values.GetValueOrDefault("endpoint"), key);
    }

    private IReadOnlyList<MappingEntry> Entries(SyntaxNode? node) => node switch
    {
        null => [],
        MappingNode mapping => mapping.Entries,
        _ => throw Wrong(node.Position, Texts.FormatMappingWanted(node.KindName)),
    };

    private string Text(MappingEntry entry) => entry.Value is ScalarNode { Value: JsonString text }
        ? text.Value
        : throw Wrong(entry.Value.Position, Texts.FormatTextWanted(entry.Key, entry.Value.KindName));

    private UsageException Wrong(SourcePosition position, string sentence) =>
        new($"{_path}:{position.Line}:{position.Column}: {sentence}");
}
