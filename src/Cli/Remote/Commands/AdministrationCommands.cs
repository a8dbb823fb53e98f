using System.CommandLine;
using System.Text.Json;
using Sluice.Cli.Remote.Connecting;
using Sluice.Cli.Remote.Showing;
using Sluice.Cli.Verbs;
using Sluice.Cli.Wording;

namespace Sluice.Cli.Remote.Commands;

/// <summary>Who may call: users with their keys, and roles, of the caller's account.</summary>
internal static class AdministrationCommands
{
    /// <summary><c>sluice users</c>.</summary>
    public static Command Users(Surroundings surroundings, string description) => new("users", description)
    {
        Listing(surroundings, HelpTexts.UsersList, "ListUsers", "Users", ["UserName", "Owner", "Policies"], none: Texts.NoUsers),
        Changing(surroundings, "create", HelpTexts.UsersCreate, "CreateUser", "UserName", isUser: true),
        Changing(surroundings, "update", HelpTexts.UsersUpdate, "UpdateUser", "UserName", isUser: true),
        Deleting(surroundings, HelpTexts.UsersDelete, "DeleteUser", "UserName"),
    };

    /// <summary><c>sluice roles</c>.</summary>
    public static Command Roles(Surroundings surroundings, string description) => new("roles", description)
    {
        Listing(surroundings, HelpTexts.RolesList, "ListRoles", "Roles", ["RoleName", "MaxSessionSeconds", "Policies"], none: Texts.NoRoles),
        Changing(surroundings, "create", HelpTexts.RolesCreate, "CreateRole", "RoleName", isUser: false),
        Changing(surroundings, "update", HelpTexts.RolesUpdate, "UpdateRole", "RoleName", isUser: false),
        Deleting(surroundings, HelpTexts.RolesDelete, "DeleteRole", "RoleName"),
    };

    /// <summary><c>sluice keys</c>.</summary>
    public static Command Keys(Surroundings surroundings, string description) => new("keys", description)
    {
        OfUser(surroundings, "list", HelpTexts.KeysList, "ListAccessKeys"),
        OfUser(surroundings, "create", HelpTexts.KeysCreate, "CreateAccessKey"),
        OfKey(surroundings, "rotate", HelpTexts.KeysRotate, "RotateAccessKey", status: null),
        OfKey(surroundings, "disable", HelpTexts.KeysDisable, "UpdateAccessKey", "Inactive"),
        OfKey(surroundings, "enable", HelpTexts.KeysEnable, "UpdateAccessKey", "Active"),
        OfKey(surroundings, "delete", HelpTexts.KeysDelete, "DeleteAccessKey", status: null),
    };

    private static Command Listing(
        Surroundings surroundings, string description, string action, string list, string[] members, string none) =>
        new Command("list", description).Does(surroundings, async (session, _, cancellationToken) =>
            List(session, await CallAsync(session, action, [], cancellationToken), list, members, none));

    private static Command Changing(
        Surroundings surroundings, string verb, string description, string action, string nameOf, bool isUser)
    {
        var name = new Argument<string>("NAME") { Description = HelpTexts.ItsName };
        var policies = new Option<string[]>("--policy")
        {
            Description = HelpTexts.PolicyOption,
            HelpName = "NAME|FILE",
        };
        var owner = new Option<bool?>("--owner") { Description = HelpTexts.OwnerOption, HelpName = "true|false" };
        var trust = new Option<string?>("--trust") { Description = HelpTexts.TrustOption, HelpName = "FILE" };
        var seconds = new Option<int?>("--max-session") { Description = HelpTexts.SessionOption, HelpName = "SECONDS" };
        Command command = isUser ? new(verb, description) { name, policies, owner } : new(verb, description) { name, policies, trust, seconds };
        return command.Does(surroundings, async (session, line, cancellationToken) =>
        {
            var given = line.GetValue(policies) is { Length: > 0 } named
                ? JsonLines.Of(await Task.WhenAll(named.Select(policy => PolicyAsync(policy, surroundings, cancellationToken))))
                : null;
            var answer = await CallAsync(
                session,
                action,
                new()
                {
                    [nameOf] = line.GetRequiredValue(name),
                    ["Policies"] = given,
                    ["Owner"] = isUser && line.GetValue(owner) is { } isOwner ? (isOwner ? "true" : "false") : null,
                    ["TrustPolicy"] = !isUser && line.GetValue(trust) is { } file ? await Inputs.ReadAsync(file, surroundings, cancellationToken) : null,
                    ["MaxSessionSeconds"] = isUser ? null : line.GetValue(seconds)?.ToString(System.Globalization.CultureInfo.InvariantCulture),
                },
                cancellationToken);
            return Tell(
                session,
                answer,
                verb == "create" ? Texts.FormatIsMade(line.GetRequiredValue(name)) : Texts.FormatIsChanged(line.GetRequiredValue(name)));
        });
    }

    private static Command Deleting(Surroundings surroundings, string description, string action, string nameOf)
    {
        var name = new Argument<string>("NAME") { Description = HelpTexts.ItsName };
        return new Command("delete", description) { name }.Does(surroundings, async (session, line, cancellationToken) => Tell(
            session,
            await CallAsync(session, action, new() { [nameOf] = line.GetRequiredValue(name) }, cancellationToken),
            Texts.FormatIsDeleted(line.GetRequiredValue(name))));
    }

    private static Command OfUser(Surroundings surroundings, string verb, string description, string action)
    {
        var user = new Argument<string>("USER") { Description = HelpTexts.WhoseKeys };
        return new Command(verb, description) { user }.Does(surroundings, async (session, line, cancellationToken) =>
        {
            var answer = await CallAsync(session, action, new() { ["UserName"] = line.GetRequiredValue(user) }, cancellationToken);
            return verb == "list"
                ? List(session, answer, "AccessKeys", ["AccessKeyId", "Status", "CreateDate"], none: Texts.ThereAreNone)
                : TellKey(session, answer);
        });
    }

    private static Command OfKey(Surroundings surroundings, string verb, string description, string action, string? status)
    {
        var user = new Argument<string>("USER") { Description = HelpTexts.WhoseKey };
        var key = new Argument<string>("KEY") { Description = HelpTexts.ItsId };
        return new Command(verb, description) { user, key }.Does(surroundings, async (session, line, cancellationToken) =>
        {
            var answer = await CallAsync(
                session,
                action,
                new() { ["UserName"] = line.GetRequiredValue(user), ["UserAccessKeyId"] = line.GetRequiredValue(key), ["Status"] = status },
                cancellationToken);
            var id = line.GetRequiredValue(key);
            return verb switch
            {
                "rotate" => TellKey(session, answer),
                "enable" => Tell(session, answer, Texts.FormatIsEnabled(id)),
                "disable" => Tell(session, answer, Texts.FormatIsDisabled(id)),
                _ => Tell(session, answer, Texts.FormatKeyIsDeleted(id)),
            };
        });
    }

    /// <summary>A document when there is a file of that name, else the name of a policy.</summary>
    private static async Task<object> PolicyAsync(string policy, Surroundings surroundings, CancellationToken cancellationToken) =>
        File.Exists(policy)
            ? Inputs.ParseObject(await Inputs.ReadAsync(policy, surroundings, cancellationToken), policy)
            : policy.Contains('/') ? throw new UsageException(Texts.FormatNoFile(policy))
            : policy;

    private static Task<JsonElement> CallAsync(
        Session session, string action, Dictionary<string, string?> parameters, CancellationToken cancellationToken) =>
        session.Client.CallAdministrationAsync(action, parameters, cancellationToken);

    private static int List(Session session, JsonElement answer, string list, string[] members, string none)
    {
        var items = answer.GetProperty(list).EnumerateArray().ToList();
        if (session.IsJson)
        {
            session.WriteItems(items);
            return ExitCodes.Done;
        }

        session.Screen.Rows(
            [.. members.Select(member => Texts.Of("head", member))],
            items.Select(item => members.Select(member => Plain.Text(item, member)).ToArray()), none);
        return ExitCodes.Done;
    }

    private static int TellKey(Session session, JsonElement answer) => Tell(
        session,
        answer,
        Texts.FormatKeyShown(Plain.Text(answer, "AccessKeyId"), Plain.Text(answer, "AccessKeySecret")));

    private static int Tell(Session session, JsonElement answer, string sentence)
    {
        if (session.IsJson)
        {
            session.WriteJson(answer);
            return ExitCodes.Done;
        }

        session.Screen.Line(Plain.Text(sentence));
        if (answer.TryGetProperty("Warnings", out var warnings) && warnings.ValueKind == JsonValueKind.Array)
        {
            warnings.EnumerateArray().ToList().ForEach(warning => session.Surroundings.Say(Plain.Text(warning.ToString())));
        }

        return ExitCodes.Done;
    }
}
