using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;

namespace Sluice.Engine.Tests.Metering;

/// <summary>Listens to the meter of one engine, and adds up what it hears.</summary>
internal sealed class Heard : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, double> _sums = new();

    public Heard(SluiceEngine engine)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == engine.Meter)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>What has been heard: names with their labels, and sums. What is only read when asked is read once more.</summary>
    public IReadOnlyDictionary<string, double> Sums
    {
        get
        {
            _listener.RecordObservableInstruments();
            return _sums;
        }
    }

    public double Of(string name) => Sums.GetValueOrDefault(name);

    public void Dispose() => _listener.Dispose();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = string.Join(
            ',', tags.ToArray().Where(tag => tag.Key != "sluice.account").Select(tag => Convert.ToString(tag.Value, CultureInfo.InvariantCulture)));
        var name = labels.Length == 0 ? instrument.Name : $"{instrument.Name} {labels}";
        _sums.AddOrUpdate(name, value, (_, sum) => instrument.IsObservable ? value : sum + value);
    }
}
