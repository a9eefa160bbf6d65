// the styles of all components, in a cascade layer: ours always win. One file, so that no screen misses a part of it;
// notices, dates and charts bring their own with the screens that use them
import '@mantine/core/styles.layer.css'
