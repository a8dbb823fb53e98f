using System.Globalization;
using Sluice.Access;
using Sluice.Access.Reading;
using Sluice.Cli.Wording;
using Sluice.Definitions;
using Sluice.Definitions.Syntax;
using Sluice.Identity.Accounts;
using Sluice.Identity.Policies;
using Sluice.Model.Json;
using Sluice.Model.Names;
using Sluice.Server.Authentication;

namespace Sluice.Cli.Configuration;

/// <summary>The section <c>accounts</c> of the settings file: users, keys and roles by account.</summary>
internal sealed class ConfiguredAccounts
{
    public const string Section = "accounts";

    /// <summary>Nobody else can have this name: it is not one that can be given.</summary>
    private const string FirstOwner = "@owner";

    private readonly FileSection _section;
    private AccessState _state = AccessState.Empty;

    private ConfiguredAccounts(FileSection section) => _section = section;

    /// <param name="key">The key pair of the settings, which belongs to an owner of the first account; null for
    /// none.</param>
    /// <param name="problems">Gets all that cannot be, each with its own place.</param>
    public static AccessState Read(SettingValues values, AccessKey? key, SettingProblems problems)
    {
        var reading = new ConfiguredAccounts(new FileSection(values, problems));
        if (key is not null)
        {
            reading.Add(key);
        }

        foreach (var account in reading._section.Entries(values.File.Accounts, Section))
        {
            reading._section.Attempt(() => reading.ReadAccount(account));
        }

        return reading._state;
    }

    private void Add(AccessKey key)
    {
        var owner = new User(AccountId.Default, FirstOwner, IsOwner: true, PolicyList.Empty, IsConfigured: true);
        _state = _state.With(owner).With(new KeyEntry(
            key.Id,
            key.Secret,
            owner.Account,
            owner.Name,
            IsEnabled: true,
            DateTimeOffset.UnixEpoch,
            IsConfigured: true));
    }

    private void ReadAccount(MappingEntry account)
    {
        var id = FileSection.Checked(account.KeyPosition, () => AccountId.Parse("Account", account.Key));
        foreach (var part in _section.Entries(account.Value, account.Key, "users", "roles"))
        {
            foreach (var entry in _section.Entries(part.Value, part.Key))
            {
                _section.Attempt(() => FileSection.Checked(entry.KeyPosition, () => AccessNames.Check(part.Key, entry.Key)));
                _section.Attempt(() =>
                {
                    if (part.Key == "users")
                    {
                        ReadUser(id, entry);
                    }
                    else
                    {
                        ReadRole(id, entry);
                    }
                });
            }
        }
    }

    private void ReadUser(AccountId account, MappingEntry entry)
    {
        var (isOwner, policies, keys) = (false, PolicyList.Empty, default(SyntaxNode));
        ReadMembers(entry, ["owner", "policies", "accessKeys"], member =>
        {
            switch (member.Key)
            {
                case "owner":
                    isOwner = _section.Scalar(member) is ScalarNode { Value: JsonBoolean { Value: var owner } } ? owner
                        : throw FileSection.Wrong(member.Value.Position, SettingTexts.OwnerBoolean);
                    break;
                case "policies":
                    policies = ReadPolicies(member.Value);
                    break;
                default:
                    keys = member.Value;
                    break;
            }
        });

        _state = _state.With(new User(account, entry.Key, isOwner, policies, IsConfigured: true));
        IReadOnlyList<SyntaxNode> list = keys switch
        {
            null => [],
            SequenceNode { Items: var items } => items,
            _ => throw FileSection.Wrong(keys.Position, SettingTexts.KeysSequence),
        };
        foreach (var key in list)
        {
            _section.Attempt(() => _state = _state.With(ReadKey(account, entry.Key, key)));
        }
    }

    private KeyEntry ReadKey(AccountId account, string user, SyntaxNode node)
    {
        var members = _section.Entries(node, "accessKeys", "id", "secret", "enabled").ToDictionary(
            member => member.Key, _section.Scalar, StringComparer.Ordinal);
        var id = Text(node, members, "id");
        if (_state.FindKey(id) is not null)
        {
            throw FileSection.Wrong(node.Position, SettingTexts.FormatKeyTwice(id));
        }

        var isEnabled = members.GetValueOrDefault("enabled") is not { Value: JsonBoolean { Value: false } };
        var secret = Text(node, members, "secret");
        return new(id, secret, account, user, isEnabled, DateTimeOffset.UnixEpoch, IsConfigured: true);
    }

    private void ReadRole(AccountId account, MappingEntry entry)
    {
        TrustDocument? trust = null;
        var (policies, seconds) = (PolicyList.Empty, AccessNames.UsualSessionSeconds);
        ReadMembers(entry, ["trust", "policies", "maxSessionSeconds"], member =>
        {
            switch (member.Key)
            {
                case "trust":
                    trust = ReadTrust(member.Value);
                    break;
                case "policies":
                    policies = ReadPolicies(member.Value);
                    break;
                default:
                    seconds = FileSection.Checked(
                        member.Value.Position, () => AccessNames.SessionSeconds(_section.Scalar(member).Value.ToString()));
                    break;
            }
        });

        if (trust is not null)
        {
            _state = _state.With(new Role(account, entry.Key, trust, policies, seconds, IsConfigured: true));
        }
        else if ((entry.Value as MappingNode)?.Find("trust") is null)
        {
            throw FileSection.Wrong(entry.KeyPosition, SettingTexts.FormatRoleNeedsTrust(entry.Key));
        }
    }

    private PolicyList ReadPolicies(SyntaxNode node)
    {
        var documents = (node as SequenceNode)?.Items.OfType<MappingNode>() ?? [];
        var areWrong = documents.Count(document => IsWrong(document, PolicyReader.Read)) > 0;
        return areWrong
            ? PolicyList.Empty
            : FileSection.Checked(PlaceOfPolicies(node), () => PolicyList.Parse("policies", node.ToJson()));
    }

    private TrustDocument? ReadTrust(SyntaxNode node) => IsWrong(node, PolicyReader.ReadTrust)
        ? null
        : FileSection.Checked(node.Position, () => TrustDocument.Parse("trust", node.ToJson()));

    /// <summary>The name that is nobody's, when that is what is wrong.</summary>
    private static SourcePosition PlaceOfPolicies(SyntaxNode node) => (node as SequenceNode)?.Items.FirstOrDefault(
        item => item is ScalarNode { Value: JsonString name } && ReadyMade.Find(name.Value) is null)?.Position
        ?? node.Position;

    /// <summary>Tells all that is wrong with a policy document, each where it stands.</summary>
    private bool IsWrong(SyntaxNode document, ReadPolicy read)
    {
        read(document.ToJson(), out var problems);
        foreach (var problem in problems)
        {
            _section.Report(PlaceOf(document, problem.Path), problem.ToString());
        }

        return problems.Count > 0;
    }

    /// <summary>The place of what a path leads to, or of the last on the way that is there.</summary>
    private static SourcePosition PlaceOf(SyntaxNode node, IEnumerable<string> path)
    {
        var place = node.Position;
        foreach (var part in path)
        {
            var entry = (node as MappingNode)?.Find(part);
            var next = entry?.Value
                ?? (node is SequenceNode { Items: var items } && int.TryParse(part, CultureInfo.InvariantCulture, out var index)
                    ? items.ElementAtOrDefault(index)
                    : null);
            if (next is null)
            {
                return place;
            }

            (node, place) = (next, entry?.KeyPosition ?? next.Position);
        }

        return place;
    }

    private string Text(SyntaxNode node, Dictionary<string, ScalarNode> members, string name)
    {
        if (members.GetValueOrDefault(name) is not { Value: JsonString { Value.Length: > 0 } text } scalar)
        {
            throw FileSection.Wrong(node.Position, SettingTexts.FormatKeyNeeds(name));
        }

        return _section.Expand(text.Value, scalar);
    }

    private void ReadMembers(MappingEntry entry, string[] known, Action<MappingEntry> read)
    {
        foreach (var member in _section.Entries(entry.Value, entry.Key, known))
        {
            _section.Attempt(() => read(member));
        }
    }

    private delegate Policy? ReadPolicy(JsonValue document, out IReadOnlyList<PolicyProblem> problems);
}
