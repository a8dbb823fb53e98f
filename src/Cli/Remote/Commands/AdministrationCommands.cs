using System.CommandLine;
using System.Text.Json;
using Sluice.Cli.Remote.Connecting;
using Sluice.Cli.Remote.Showing;
using Sluice.Cli.Verbs;

namespace Sluice.Cli.Remote.Commands;

/// <summary>Who may call: users with their keys, and roles, of the caller's account.</summary>
internal static class AdministrationCommands
{
    /// <summary><c>sluice users</c>.</summary>
    public static Command Users(Surroundings surroundings, string description) => new("users", description)
    {
        Listing(surroundings, "Users of the account.", "ListUsers", "Users", ["UserName", "Owner", "Policies"], none: "There are no users. Make one with: sluice users create NAME"),
        Changing(surroundings, "create", "Make a user, who has no key yet.", "CreateUser", "UserName", isUser: true),
        Changing(surroundings, "update", "Change what a user may do; what is not given stays.", "UpdateUser", "UserName", isUser: true),
        Deleting(surroundings, "Delete a user, and all of the user's keys.", "DeleteUser", "UserName"),
    };

    /// <summary><c>sluice roles</c>.</summary>
    public static Command Roles(Surroundings surroundings, string description) => new("roles", description)
    {
        Listing(surroundings, "Roles of the account.", "ListRoles", "Roles", ["RoleName", "MaxSessionSeconds", "Policies"], none: "There are no roles. Make one with: sluice roles create NAME --trust FILE"),
        Changing(surroundings, "create", "Make a role.", "CreateRole", "RoleName", isUser: false),
        Changing(surroundings, "update", "Change a role; what is not given stays.", "UpdateRole", "RoleName", isUser: false),
        Deleting(surroundings, "Delete a role, and end its sessions.", "DeleteRole", "RoleName"),
    };

    /// <summary><c>sluice keys</c>.</summary>
    public static Command Keys(Surroundings surroundings, string description) => new("keys", description)
    {
        OfUser(surroundings, "list", "Keys of a user.", "ListAccessKeys"),
        OfUser(surroundings, "create", "Make a key. Its secret is shown this once.", "CreateAccessKey"),
        OfKey(surroundings, "rotate", "Make a new key, and disable this one.", "RotateAccessKey", status: null),
        OfKey(surroundings, "disable", "Have a key do nothing for now.", "UpdateAccessKey", "Inactive"),
        OfKey(surroundings, "enable", "Have a key work again.", "UpdateAccessKey", "Active"),
        OfKey(surroundings, "delete", "Delete a key.", "DeleteAccessKey", status: null),
    };

    private static Command Listing(
        Surroundings surroundings, string description, string action, string list, string[] members, string none) =>
        new Command("list", description).Does(surroundings, async (session, _, cancellationToken) =>
            List(session, await CallAsync(session, action, [], cancellationToken), list, members, none));

    private static Command Changing(
        Surroundings surroundings, string verb, string description, string action, string nameOf, bool isUser)
    {
        var name = new Argument<string>("NAME") { Description = "Its name." };
        var policies = new Option<string[]>("--policy")
        {
            Description = "A policy by its name, such as AliyunFnFReadOnlyAccess, or the file of a document; may be given several times.",
            HelpName = "NAME|FILE",
        };
        var owner = new Option<bool?>("--owner") { Description = "Whether the user may do everything in the account.", HelpName = "true|false" };
        var trust = new Option<string?>("--trust") { Description = "The file of the document that says who may take the role on.", HelpName = "FILE" };
        var seconds = new Option<int?>("--max-session") { Description = "How long a session may last, in seconds.", HelpName = "SECONDS" };
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
            return Tell(session, answer, $"{line.GetRequiredValue(name)} is {(verb == "create" ? "made" : "changed")}.");
        });
    }

    private static Command Deleting(Surroundings surroundings, string description, string action, string nameOf)
    {
        var name = new Argument<string>("NAME") { Description = "Its name." };
        return new Command("delete", description) { name }.Does(surroundings, async (session, line, cancellationToken) => Tell(
            session,
            await CallAsync(session, action, new() { [nameOf] = line.GetRequiredValue(name) }, cancellationToken),
            $"{line.GetRequiredValue(name)} is deleted."));
    }

    private static Command OfUser(Surroundings surroundings, string verb, string description, string action)
    {
        var user = new Argument<string>("USER") { Description = "Whose keys." };
        return new Command(verb, description) { user }.Does(surroundings, async (session, line, cancellationToken) =>
        {
            var answer = await CallAsync(session, action, new() { ["UserName"] = line.GetRequiredValue(user) }, cancellationToken);
            return verb == "list"
                ? List(session, answer, "AccessKeys", ["AccessKeyId", "Status", "CreateDate"], none: "There are none.")
                : TellKey(session, answer);
        });
    }

    private static Command OfKey(Surroundings surroundings, string verb, string description, string action, string? status)
    {
        var user = new Argument<string>("USER") { Description = "Whose key." };
        var key = new Argument<string>("KEY") { Description = "Its id." };
        return new Command(verb, description) { user, key }.Does(surroundings, async (session, line, cancellationToken) =>
        {
            var answer = await CallAsync(
                session,
                action,
                new() { ["UserName"] = line.GetRequiredValue(user), ["UserAccessKeyId"] = line.GetRequiredValue(key), ["Status"] = status },
                cancellationToken);
            return verb == "rotate" ? TellKey(session, answer) : Tell(session, answer, $"{line.GetRequiredValue(key)} is {verb}d.");
        });
    }

    /// <summary>A document when there is a file of that name, else the name of a policy.</summary>
    private static async Task<object> PolicyAsync(string policy, Surroundings surroundings, CancellationToken cancellationToken) =>
        File.Exists(policy)
            ? Inputs.ParseObject(await Inputs.ReadAsync(policy, surroundings, cancellationToken), policy)
            : policy.Contains('/') ? throw new UsageException($"There is no file '{policy}'.")
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

        session.Screen.Rows(members, items.Select(item => members.Select(member => Plain.Text(item, member)).ToArray()), none);
        return ExitCodes.Done;
    }

    private static int TellKey(Session session, JsonElement answer) => Tell(
        session,
        answer,
        $"AccessKeyId {Plain.Text(answer, "AccessKeyId")}   AccessKeySecret {Plain.Text(answer, "AccessKeySecret")}   (the secret is shown this once)");

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
