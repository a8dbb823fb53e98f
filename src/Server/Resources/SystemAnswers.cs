using System.Text.Json;
using Sluice.Engine;
using Sluice.Engine.Api;
using Sluice.Engine.Metering;
using Sluice.Identity.Callers;
using Sluice.Server.Answers;
using Sluice.Server.Health;

namespace Sluice.Server.Resources;

/// <summary>How the server as a whole is shown.</summary>
internal static class SystemAnswers
{
    /// <summary>Members of an object that is open.</summary>
    public static void Write(
        Utf8JsonWriter json, SystemFacts facts, StorageFacts storage, Caller caller, DateTimeOffset now)
    {
        json.WriteString("version"u8, SystemFacts.Version);
        Times.Write(json, "startedAt"u8, facts.StartedAt);
        json.WriteNumber("uptimeSeconds"u8, (long)(now - facts.StartedAt).TotalSeconds);
        var checks = facts.Ready.Look(isStopping: false);
        json.WriteBoolean("ready"u8, checks.All(check => check.IsMet));
        WriteList(json, "checks"u8, checks, Write);
        WriteEngine(json, facts);
        if (facts.Memory is { } memory)
        {
            json.WriteNumber("memoryUsedBytes"u8, memory.Used);
            json.WriteNumber("memoryLimitBytes"u8, memory.Size);
        }

        if (facts.Disk?.Space is { } disk)
        {
            json.WriteNumber("diskFreeBytes"u8, disk.Free);
            json.WriteNumber("diskSizeBytes"u8, disk.Total);
        }

        WriteList(
            json, "retentionByFlow"u8, facts.Options.RetentionByFlow.Where(own => own.Account == caller.Account), Write);
        WriteList(json, "storage"u8, storage.OfFlows, Write);
        if (storage.OfAccounts is { } ofAccounts)
        {
            WriteList(json, "storageByAccount"u8, ofAccounts, Write);
        }

        var warnings = facts.Warnings.Recent.Where(warning =>
            caller.IsServerAdministrator || warning.Account is null || warning.Account == caller.Account);
        WriteList(json, "warnings"u8, warnings, Write);
        if (caller.IsServerAdministrator)
        {
            WriteList(json, "settings"u8, facts.Options.Settings, Write);
        }

        WriteList(json, "licences"u8, facts.Options.Licences, Write);
    }

    private static void WriteEngine(Utf8JsonWriter json, SystemFacts facts)
    {
        var engine = facts.Engine;
        json.WriteNumber("shards"u8, engine.Shards);
        json.WriteNumber("shardsHere"u8, engine.ShardsHere);
        json.WriteNumber("commits"u8, engine.Commits);
        json.WriteNumber("commitLagMilliseconds"u8, (long)engine.CommitLag.TotalMilliseconds);
        json.WriteNumber("timerLatenessMilliseconds"u8, (long)engine.TimerLateness.TotalMilliseconds);
        json.WriteNumber("mailboxMessages"u8, engine.MailboxMessages);
        json.WriteNumber("residentBytes"u8, engine.ResidentBytes);
        json.WriteNumber("running"u8, engine.Running);
        json.WriteNumber("expressRunning"u8, engine.ExpressRunning);
        json.WriteNumber("callsOut"u8, engine.CallsOut);
        json.WriteNumber("callsWaiting"u8, engine.CallsWaiting);
        if (facts.Options.Retention is { } retention)
        {
            json.WriteNumber("retentionDays"u8, (long)retention.TotalDays);
        }

        if (facts.Options.RetentionCount is { } most)
        {
            json.WriteNumber("retentionCount"u8, most);
        }
    }

    private static void Write(Utf8JsonWriter json, ReadyCheck check)
    {
        json.WriteString("name"u8, check.Name);
        json.WriteBoolean("ok"u8, check.IsMet);
        json.WriteString("reason"u8, check.Reason);
    }

    private static void Write(Utf8JsonWriter json, FlowUsage usage)
    {
        json.WriteString("flow"u8, usage.Flow);
        json.WriteNumber("bytes"u8, usage.Bytes);
        json.WriteNumber("executions"u8, usage.Executions);
    }

    private static void Write(Utf8JsonWriter json, AccountUsage usage)
    {
        json.WriteString("account"u8, usage.Account.Value);
        json.WriteNumber("bytes"u8, usage.Bytes);
        json.WriteNumber("executions"u8, usage.Executions);
    }

    private static void Write(Utf8JsonWriter json, FlowRetention own)
    {
        json.WriteString("flow"u8, own.Flow);
        if (own.Rule.Age is { } age)
        {
            json.WriteNumber("days"u8, (long)age.TotalDays);
        }

        if (own.Rule.Count is { } count)
        {
            json.WriteNumber("count"u8, count);
        }
    }

    private static void Write(Utf8JsonWriter json, LimitWarning warning)
    {
        Times.Write(json, "at"u8, warning.At);
        json.WriteString("setting"u8, warning.Setting);
        json.WriteString("message"u8, warning.Message);
        json.WriteNumber("count"u8, warning.Count);
    }

    private static void Write(Utf8JsonWriter json, SettingInUse setting)
    {
        json.WriteString("name"u8, setting.Name);
        json.WriteString("value"u8, setting.Value);
        json.WriteString("origin"u8, setting.Origin);
    }

    private static void Write(Utf8JsonWriter json, Licence licence)
    {
        json.WriteString("name"u8, licence.Name);
        json.WriteString("licence"u8, licence.Terms);
    }

    private static void WriteList<T>(
        Utf8JsonWriter json, ReadOnlySpan<byte> name, IEnumerable<T> items, Action<Utf8JsonWriter, T> writeMembers)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            writeMembers(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
