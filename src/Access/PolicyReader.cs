using Sluice.Access.Conditions;
using Sluice.Model.Json;

namespace Sluice.Access;

/// <summary>Turns a policy document into a <see cref="Policy"/>, or says all that is wrong with it.</summary>
/// <remarks>What is not understood is refused, never ignored: a policy must not allow by accident. Source: protocol,
/// section 12.1.</remarks>
public sealed class PolicyReader
{
    /// <summary>Most statements of one policy; our own.</summary>
    public const int MaxStatements = 100;

    private readonly List<PolicyProblem> _problems = [];
    private readonly bool _isTrust;

    private PolicyReader(bool isTrust) => _isTrust = isTrust;

    /// <summary>A policy of a user, a role or a session.</summary>
    /// <returns>Null when there are problems.</returns>
    public static Policy? Read(JsonValue document, out IReadOnlyList<PolicyProblem> problems) =>
        new PolicyReader(isTrust: false).ReadWhole(document, out problems);

    /// <summary>The trust policy of a role: statements have a Principal and no Resource.</summary>
    /// <returns>Null when there are problems.</returns>
    public static Policy? ReadTrust(JsonValue document, out IReadOnlyList<PolicyProblem> problems) =>
        new PolicyReader(isTrust: true).ReadWhole(document, out problems);

    private Policy? ReadWhole(JsonValue document, out IReadOnlyList<PolicyProblem> problems)
    {
        var policy = ReadDocument(document);
        problems = _problems;
        return _problems.Count == 0 ? policy : null;
    }

    private Policy ReadDocument(JsonValue document)
    {
        if (document is not JsonObject policy)
        {
            return Refuse([], $"it is {document.KindName}, not an object with Version and Statement");
        }

        CheckMembers(policy, [], "Version", "Statement");
        if (policy.Get("Version") is not JsonString { Value: "1" })
        {
            Report(["Version"], "it must be \"1\"");
        }

        if (policy.Get("Statement") is not JsonArray { Count: > 0 } statements)
        {
            return Refuse(["Statement"], "it must be an array of one statement or more");
        }

        return statements.Count <= MaxStatements
            ? new([.. Enumerable.Range(0, statements.Count).Select(place => ReadStatement(statements[place], place))])
            : Refuse(["Statement"], $"it has {statements.Count} statements; at most {MaxStatements} are allowed");
    }

    private Statement ReadStatement(JsonValue value, int place)
    {
        string[] path = ["Statement", place.ToString(System.Globalization.CultureInfo.InvariantCulture)];
        if (value is not JsonObject statement)
        {
            Report(path, $"it is {value.KindName}, not an object");
            statement = JsonObject.Empty;
        }
        else
        {
            CheckMembers(
                statement, path, "Effect", "Action", "NotAction", _isTrust ? "Principal" : "Resource", "Condition");
        }

        var isAllBut = statement.TryGet("NotAction", out _);
        return new(
            ReadEffect(statement, path),
            ReadActions(statement, path, isAllBut),
            isAllBut,
            _isTrust ? [] : ReadResources(statement, path),
            _isTrust ? ReadPrincipals(statement, path) : [],
            ReadConditions(statement, path));
    }

    private Effect ReadEffect(JsonObject statement, string[] path)
    {
        switch (statement.Get("Effect"))
        {
            case JsonString { Value: nameof(Effect.Allow) }:
                return Effect.Allow;
            case JsonString { Value: nameof(Effect.Deny) }:
                return Effect.Deny;
            default:
                Report([.. path, "Effect"], "it must be \"Allow\" or \"Deny\"");
                return Effect.Deny;
        }
    }

    private List<string> ReadActions(JsonObject statement, string[] path, bool isAllBut)
    {
        if (statement.TryGet("Action", out _) == isAllBut)
        {
            Report(path, "it must have either Action or NotAction");
            return [];
        }

        var name = isAllBut ? "NotAction" : "Action";
        return ReadTexts(statement.Get(name), [.. path, name], text =>
            text == "*" || text.Contains(':') ? null : "it must be '*' or of the form 'fnf:StartExecution'");
    }

    private IReadOnlyList<ResourcePattern> ReadResources(JsonObject statement, string[] path) =>
    [
        .. ReadTexts(statement.Get("Resource"), [.. path, "Resource"], text =>
                text == "*" || text.StartsWith("acs:", StringComparison.Ordinal)
                    ? null
                    : "it must be '*' or begin with 'acs:', such as 'acs:fnf:*:*:flow/orders'")
            .Select(text => new ResourcePattern(text)),
    ];

    private List<Principal> ReadPrincipals(JsonObject statement, string[] path)
    {
        var principals = new List<Principal>();
        if (statement.Get("Principal") is not JsonObject { Count: > 0 } kinds)
        {
            Report([.. path, "Principal"], "it must be an object with RAM, Service or Federated");
            return principals;
        }

        CheckMembers(kinds, [.. path, "Principal"], "RAM", "Service", "Federated");
        foreach (var (kind, names) in kinds.Members)
        {
            principals.AddRange(ReadTexts(names, [.. path, "Principal", kind], _ => null)
                .Select(name => new Principal(kind, name)));
        }

        return principals;
    }

    private List<Condition> ReadConditions(JsonObject statement, string[] path)
    {
        var conditions = new List<Condition>();
        if (!statement.TryGet("Condition", out var block))
        {
            return conditions;
        }

        string[] blockPath = [.. path, "Condition"];
        if (block is not JsonObject operators)
        {
            Report(blockPath, $"it is {block.KindName}, not an object of operators");
            return conditions;
        }

        foreach (var (name, keys) in operators.Members)
        {
            if (ConditionOperator.Find(name) is not { } found)
            {
                Report([.. blockPath, name], "there is no such operator");
            }
            else if (keys is not JsonObject { Count: > 0 } pairs)
            {
                Report([.. blockPath, name], "it must be an object of keys and their values");
            }
            else
            {
                ReadKeys(found, pairs, [.. blockPath, name], conditions);
            }
        }

        return conditions;
    }

    private void ReadKeys(ConditionOperator found, JsonObject keys, string[] path, List<Condition> conditions)
    {
        foreach (var (key, values) in keys.Members)
        {
            conditions.Add(new(found, key, ReadTexts(values, [.. path, key], _ => null, alsoScalars: true)));
        }
    }

    /// <summary>A text, or an array of one or more.</summary>
    /// <param name="check">What is wrong with a text; null when nothing is.</param>
    /// <param name="alsoScalars">Whether bare numbers and booleans stand for their text.</param>
    private List<string> ReadTexts(
        JsonValue value, string[] path, Func<string, string?> check, bool alsoScalars = false)
    {
        var texts = new List<string>();
        IEnumerable<JsonValue> items = value is JsonArray array ? array.Items.ToArray() : [value];
        foreach (var item in items)
        {
            var text = item is JsonString given ? given.Value
                : alsoScalars && item is JsonNumber or JsonBoolean ? item.ToString()
                : null;
            var problem = text is null ? "it must be a string, or an array of strings" : check(text);
            if (problem is not null)
            {
                Report(path, problem);
                return [];
            }

            texts.Add(text!);
        }

        if (texts.Count == 0)
        {
            Report(path, "it is empty");
        }

        return texts;
    }

    private void CheckMembers(JsonObject value, string[] path, params string[] known)
    {
        foreach (var (name, _) in value.Members)
        {
            if (!known.Contains(name))
            {
                Report([.. path, name], $"there is no such member here; known are {string.Join(", ", known)}");
            }
        }
    }

    private Policy Refuse(string[] path, string problem)
    {
        Report(path, problem);
        return new([]);
    }

    private void Report(IReadOnlyList<string> path, string problem) => _problems.Add(new(path, problem));
}
