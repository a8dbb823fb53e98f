using Sluice.Server.OwnApi;

namespace Sluice.Server.Resources;

/// <summary>What the server as a whole looks like; <see cref="SystemAnswers"/> writes it.</summary>
internal static class SystemShapes
{
    private static Shape.Members Check { get; } = Shape.Object(
        "SystemCheck",
        new Field("name", Shape.Text, "What is looked at, as /readyz names it."),
        new Field("ok", Shape.Flag, "Whether all is well with it."),
        new Field("reason", Shape.Text, "Why not; null when all is well.") { MayBeNull = true });

    private static Shape.Members Usage { get; } = Shape.Object(
        "FlowUsage",
        new Field("flow", Shape.Text, "The flow's name; null for one that is deleted and not yet cleaned away.") { MayBeNull = true },
        new Field("bytes", Shape.Whole, "Inputs, outputs, events and states that are stored of it."),
        new Field("executions", Shape.Whole, "Executions that are stored of it."));

    private static Shape.Members AccountUsage { get; } = Shape.Object(
        "AccountUsage",
        new Field("account", Shape.Text, "Its number."),
        new Field("bytes", Shape.Whole, "Inputs, outputs, events and states that are stored of its flows."),
        new Field("executions", Shape.Whole, "Executions that are stored of them."));

    private static Shape.Members OwnRetention { get; } = Shape.Object(
        "FlowRetention",
        new Field("flow", Shape.Text, "The flow's name."),
        new Field("days", Shape.Whole, "Days for which its executions are kept; left out when for ever.").OrNone,
        new Field("count", Shape.Whole, "How many are kept; left out for any number.").OrNone);

    private static Shape.Members Warning { get; } = Shape.Object(
        "LimitWarning",
        new Field("at", Shape.Time, "When it was last."),
        new Field("setting", Shape.Text, "What sets the limit."),
        new Field("message", Shape.Text, "What has come near it, and how near."),
        new Field("count", Shape.Whole, "How often."));

    private static Shape.Members Setting { get; } = Shape.Object(
        "SettingInUse",
        new Field("name", Shape.Text, "As in the settings file."),
        new Field("value", Shape.Text, "As it was written; secrets are '***'."),
        new Field("origin", Shape.Text, "A flag, a variable, or file, line and column; 'default' when it was not given."));

    private static Shape.Members Licence { get; } = Shape.Object(
        "Licence",
        new Field("name", Shape.Text, "What the program brings along."),
        new Field("licence", Shape.Text, "By its name in the list of SPDX."));

    public static Shape.Members System { get; } = Shape.Object(
        "System",
        new Field("version", Shape.Text, "Of the program."),
        new Field("startedAt", Shape.Time, "When it was started."),
        new Field("uptimeSeconds", Shape.Whole, "Since then."),
        new Field("ready", Shape.Flag, "Whether calls would succeed."),
        new Field("checks", Shape.ListOf(Check), "What that depends on."),
        new Field("shards", Shape.Whole, "Shards of the store."),
        new Field("shardsHere", Shape.Whole, "Those that are worked on here."),
        new Field("commits", Shape.Whole, "Commits since the start."),
        new Field("commitLagMilliseconds", Shape.Whole, "How long the oldest batch has waited to be stored."),
        new Field("timerLatenessMilliseconds", Shape.Whole, "How long the most overdue timer has been due."),
        new Field("mailboxMessages", Shape.Whole, "Messages that wait for shards."),
        new Field("residentBytes", Shape.Whole, "Inputs and states in memory."),
        new Field("running", Shape.Whole, "Standard executions in progress, of all accounts."),
        new Field("expressRunning", Shape.Whole, "Express executions in progress, of all accounts."),
        new Field("callsOut", Shape.Whole, "Calls to services that are out."),
        new Field("callsWaiting", Shape.Whole, "Calls to services that wait for a place."),
        new Field("retentionDays", Shape.Whole, "Days for which executions are kept; left out when for ever.").OrNone,
        new Field("retentionCount", Shape.Whole, "Executions of each flow that are kept; left out for any number.").OrNone,
        new Field("retentionByFlow", Shape.ListOf(OwnRetention), "Flows of the caller's account with a rule of their own."),
        new Field("memoryUsedBytes", Shape.Whole, "Memory that requests and answers hold.").OrNone,
        new Field("memoryLimitBytes", Shape.Whole, "What they may hold.").OrNone,
        new Field("diskFreeBytes", Shape.Whole, "Room on the disk of the data directory.").OrNone,
        new Field("diskSizeBytes", Shape.Whole, "Its size.").OrNone,
        new Field("storage", Shape.ListOf(Usage), "Of the caller's account by flow, most first."),
        new Field("storageByAccount", Shape.ListOf(AccountUsage), "Of all accounts, most first; for the owner of the server alone.").OrNone,
        new Field("warnings", Shape.ListOf(Warning), "What has come near a limit since the start: the newest hundred."),
        new Field("settings", Shape.ListOf(Setting), "All of them, without secrets; for the owner of the server alone.").OrNone,
        new Field("licences", Shape.ListOf(Licence), "The terms of what the program brings along."));
}
