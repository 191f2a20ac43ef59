using System.Diagnostics;
using Coppice.Care;
using Coppice.Knowledge;
using Coppice.Record;

namespace Coppice.Bench;

/// <summary>Streams many one-year records, from JSON text to review, on all cores, with memory that does not grow.</summary>
internal static class StreamBench
{
    private const int Distinct = 64;

    public static int Run(int records)
    {
        var documents = Enumerable
            .Range(1, Distinct)
            .Select(seed => RecordFile.Write(YearOfUse.Make(365, seed)))
            .ToArray();
        var knowledge = KnowledgeBase.Default;
        long findings = 0;
        Go(Distinct * 4);
        findings = 0;
        var watch = Stopwatch.StartNew();
        Go(records);
        watch.Stop();
        var rate = records / watch.Elapsed.TotalSeconds;
        Console.WriteLine(
            $"{records} one-year records ({documents.Average(d => d.Length) / 1024:0} KiB each), {Environment.ProcessorCount} cores: {watch.Elapsed.TotalSeconds:0.0} s, {rate:0} records/s, {findings / (double)records:0.0} findings a record"
        );
        Console.WriteLine($"peak memory {Process.GetCurrentProcess().PeakWorkingSet64 / 1024 / 1024} MiB");
        return 0;

        void Go(int count) =>
            Parallel.For(
                0,
                count,
                () => 0L,
                (i, _, sum) =>
                {
                    var record = RecordFile.Read(documents[i % Distinct]).Record!;
                    return sum + Review.Of(record, YearOfUse.Now, knowledge).Findings.Count;
                },
                sum => Interlocked.Add(ref findings, sum)
            );
    }
}
