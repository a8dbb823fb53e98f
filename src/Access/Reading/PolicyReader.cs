using System.Globalization;
using Sluice.Model.Json;

namespace Sluice.Access.Reading;

/// <summary>Turns a policy document into a <see cref="Policy"/>, or says all that is wrong with it.</summary>
/// <remarks>
/// What is not understood is refused, never ignored: words, keys and values too, since a denial that speaks of nothing
/// denies nothing. A document that is stored already cannot be refused any more; see <see cref="ReadStored"/>. Source:
/// protocol, section 12.1.
/// </remarks>
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
        Strictly(document, isTrust: false, out problems);

    /// <summary>The trust policy of a role: statements have a Principal and no Resource.</summary>
    /// <returns>Null when there are problems.</returns>
    public static Policy? ReadTrust(JsonValue document, out IReadOnlyList<PolicyProblem> problems) =>
        Strictly(document, isTrust: true, out problems);

    /// <summary>A document that an earlier release has taken in, as far as this one understands it.</summary>
    /// <param name="problems">What it does not understand.</param>
    /// <returns>
    /// A policy that errs on the side of the denial: a statement that allows and is not understood allows nothing, and in one
    /// that denies whatever is not understood fits.
    /// </returns>
    public static Policy ReadStored(JsonValue document, bool isTrust, out IReadOnlyList<PolicyProblem> problems)
    {
        var reader = new PolicyReader(isTrust);
        problems = reader._problems;
        return new Policy([.. reader.ReadDocument(document)]);
    }

    private static Policy? Strictly(JsonValue document, bool isTrust, out IReadOnlyList<PolicyProblem> problems)
    {
        var policy = ReadStored(document, isTrust, out problems);
        return problems.Count == 0 ? policy : null;
    }

    private IEnumerable<PolicyStatement> ReadDocument(JsonValue document)
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

        var isUnderstood = _problems.Count == 0;
        return statements.Count > MaxStatements
            ? Refuse(["Statement"], $"it has {statements.Count} statements; at most {MaxStatements} are allowed")
            : Enumerable.Range(0, statements.Count).Select(place => ReadStatement(statements[place], place, isUnderstood))
                .OfType<PolicyStatement>().ToList();
    }

    /// <param name="isUnderstood">Whether the document around it is.</param>
    /// <returns>Null when it would allow and is not understood.</returns>
    private PolicyStatement? ReadStatement(JsonValue value, int place, bool isUnderstood)
    {
        string[] path = ["Statement", place.ToString(CultureInfo.InvariantCulture)];
        var before = _problems.Count;
        if (value is not JsonObject statement)
        {
            Report(path, $"it is {value.KindName}, not an object");
            return PolicyStatement.DeniesAll;
        }

        CheckMembers(
            statement, path, "Effect", "Action", "NotAction", _isTrust ? "Principal" : "Resource", "Condition");
        var read = new PolicyStatement(
            ReadEffect(statement, path),
            ReadActions(statement, path, out var isAllBut),
            isAllBut,
            _isTrust ? [] : ReadResources(statement, path),
            _isTrust ? ReadPrincipals(statement, path) : [],
            new ConditionReader(_problems).Read(statement, path));
        return read.Effect == PolicyEffect.Deny || (isUnderstood && _problems.Count == before) ? read : null;
    }

    private PolicyEffect ReadEffect(JsonObject statement, string[] path)
    {
        switch (statement.Get("Effect"))
        {
            case JsonString { Value: nameof(PolicyEffect.Allow) }:
                return PolicyEffect.Allow;
            case JsonString { Value: nameof(PolicyEffect.Deny) }:
                return PolicyEffect.Deny;
            default:
                Report([.. path, "Effect"], "it must be \"Allow\" or \"Deny\"");
                return PolicyEffect.Deny;
        }
    }

    private IReadOnlyList<string> ReadActions(JsonObject statement, string[] path, out bool isAllBut)
    {
        isAllBut = statement.TryGet("NotAction", out _);
        var name = isAllBut ? "NotAction" : "Action";
        if (statement.TryGet("Action", out _) == isAllBut)
        {
            Report(path, "it must have either Action or NotAction");
        }
        else if (TextReader.Read(statement.Get(name), [.. path, name], ActionCheck.Problem, _problems) is { } actions)
        {
            return actions;
        }

        isAllBut = false;
        return ["*"];
    }

    private IReadOnlyList<ResourcePattern> ReadResources(JsonObject statement, string[] path)
    {
        var texts = TextReader.Read(
            statement.Get("Resource"), [.. path, "Resource"], ResourceCheck.Problem, _problems) ?? ["*"];
        return [.. texts.Select(text => new ResourcePattern(text))];
    }

    private List<Principal> ReadPrincipals(JsonObject statement, string[] path)
    {
        if (statement.Get("Principal") is not JsonObject { Count: > 0 } kinds)
        {
            Report([.. path, "Principal"], "it must be an object with RAM, Service or Federated");
            return [.. Principal.All];
        }

        CheckMembers(kinds, [.. path, "Principal"], "RAM", "Service", "Federated");
        var principals = new List<Principal>();
        foreach (var (kind, names) in kinds.Members)
        {
            var read = TextReader.Read(
                names, [.. path, "Principal", kind], name => PrincipalCheck.Problem(kind, name), _problems) ?? ["*"];
            principals.AddRange(read.Select(name => new Principal(kind, name)));
        }

        return principals;
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

    /// <remarks>Nobody knows what it said, so it denies everything.</remarks>
    private PolicyStatement[] Refuse(string[] path, string problem)
    {
        Report(path, problem);
        return [PolicyStatement.DeniesAll];
    }

    private void Report(IReadOnlyList<string> path, string problem) => _problems.Add(new(path, problem));
}
