using System.Globalization;

namespace Sluice.Bench.Load;

/// <summary>Lines of the table.</summary>
internal static class Row
{
    /// <summary>The times of each row that was printed, for whoever wants more than lines.</summary>
    public static event Action<string, Times>? Printed;

    public static void Print(string what, string unit, Times times)
    {
        Print(
            what,
            times.PerSecond,
            unit,
            string.Create(
                CultureInfo.InvariantCulture,
                $"p50 {times.At(0.5),7:F2} ms  p99 {times.At(0.99),7:F2} ms  max {times.At(1),7:F1} ms  "
                + $"server busy {times.BusyEach:F3} ms each"));
        Printed?.Invoke(what, times);
    }

    /// <param name="what">Was measured.</param>
    /// <param name="figure">That matters most.</param>
    /// <param name="unit">Of the figure.</param>
    /// <param name="more">Figures that explain it.</param>
    public static void Print(string what, double figure, string unit, string more = "") => Console.WriteLine(
        string.Create(CultureInfo.InvariantCulture, $"{what,-64} {figure,9:F0} {unit,-13} {more}").TrimEnd());
}
