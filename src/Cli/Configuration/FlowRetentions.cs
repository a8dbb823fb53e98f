using System.Globalization;
using Sluice.Engine;
using Sluice.Model;
using Sluice.Model.Names;

namespace Sluice.Cli.Configuration;

/// <summary>What is kept of single flows, as it is written: <c>FLOW=DAYS/COUNT</c>, or <c>ACCOUNT:FLOW=DAYS/COUNT</c>.</summary>
internal static class FlowRetentions
{
    private const int MostDays = 36_500;

    public static bool TryParse(string text, out FlowRetention retention)
    {
        retention = new(AccountId.Default, "", new RetentionRule(Age: null, Count: null));
        if (text.Split('=', StringSplitOptions.TrimEntries) is not [var named, var bounds]
            || bounds.Split('/', StringSplitOptions.TrimEntries) is not [var days, var count]
            || !TryRead(days, out var age) || age > MostDays
            || !TryRead(count, out var most)
            || !TryName(named, out var account, out var flow))
        {
            return false;
        }

        retention = new(account, flow, new RetentionRule(age > 0 ? TimeSpan.FromDays(age) : null, most > 0 ? most : null));
        return true;
    }

    private static bool TryName(string text, out AccountId account, out string flow)
    {
        (account, flow) = (AccountId.Default, text);
        try
        {
            if (text.Split(':') is [var number, var own])
            {
                (account, flow) = (AccountId.Parse("account", number), own);
            }

            return FlowName.Parse("flow", flow).Value.Length > 0;
        }
        catch (ApiException)
        {
            return false;
        }
    }

    private static bool TryRead(string text, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
