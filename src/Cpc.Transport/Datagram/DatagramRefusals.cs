namespace Cpc.Transport.Datagram;

/// <summary>How often each refusal happened.</summary>
public sealed class DatagramRefusals
{
    private readonly long[] _counts = new long[Enum.GetValues<DatagramRefusal>().Length];

    public long this[DatagramRefusal refusal] => _counts[(int)refusal];

    internal void Count(DatagramRefusal refusal)
    {
        if (refusal != DatagramRefusal.None) _counts[(int)refusal]++;
    }
}
